// SPDX-License-Identifier: MIT
#include "widgets/outputlinks.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace Spawnscope {

namespace {

using Expression = QRegularExpression;

const Expression &urlExpression()
{
    static const Expression expression(
        QStringLiteral(R"(\b(?:https?|ftp|file)://[^\s<>"'`\x{2400}-\x{2421}]+)"),
        Expression::CaseInsensitiveOption);
    return expression;
}

const Expression &pythonExpression()
{
    static const Expression expression(QStringLiteral(R"re(\bFile "([^"]+)", line (\d{1,9}))re"));
    return expression;
}

/// From a drive of Windows up to the last name. Folders may have blanks in them there; a dot before
/// a blank is one of a file's name, at which another word of the line begins.
constexpr QStringView windowsFolder =
    uR"re([A-Za-z]:[\\/]+(?:(?:\.{1,2}|(?:[^\s\\/:*?"<>|,;.]+ )*[^\s\\/:*?"<>|,;]+(?<!\.))[\\/]+)*)re";

/// path:line, path:line:column, path(line), path(line,column). A path has no blanks here, and
/// something in it that names have and times and addresses lack.
const Expression &placeExpression()
{
    static const Expression expression(
        QStringLiteral(
            R"re((?<![\w./\\~+@%-])((?:%1|(?:~|\.{1,2})?[\\/]?(?:[\w.+@%~-]+[\\/]+)*)[\w.+@%~-]*[\p{L}_][\w.+@%~-]*)(?::(\d{1,9})(?::(\d{1,9}))?|\((\d{1,9})(?:,(\d{1,9}))?\))(?!\w))re")
            .arg(windowsFolder),
        Expression::UseUnicodePropertiesOption);
    return expression;
}

/// Paths that show by their beginning that they are some.
const Expression &pathExpression()
{
    static const Expression expression(
        QStringLiteral(
            R"re((?<![\w./\\~:+@%-])(%1[\w.+@%~-]*|(?:~|\.{1,2})?/(?:[\w.+@%~-]+/?)+|(?:~|\.{1,2})\\(?:[\w.+@%~-]+\\?)+))re")
            .arg(windowsFolder),
        Expression::UseUnicodePropertiesOption);
    return expression;
}

/// Without what belongs to the sentence around an address.
QString trimmedUrl(QString url)
{
    while (!url.isEmpty()) {
        const QChar last = url.back();
        const bool isPunctuation = QStringView(u".,;:!?*|").contains(last);
        const bool closesOnly = (last == u')' && url.count(u'(') < url.count(u')'))
            || (last == u']' && url.count(u'[') < url.count(u']'))
            || (last == u'}' && url.count(u'{') < url.count(u'}'));
        if (!isPunctuation && !closesOnly)
            break;
        url.chop(1);
    }
    return url;
}

class Finder final
{
public:
    explicit Finder(const QString &text)
        : m_text(text)
    {}

    QList<OutputLink> find()
    {
        forEach(urlExpression(), [this](const QRegularExpressionMatch &match) {
            const QString url = trimmedUrl(match.captured());
            if (!url.endsWith(QLatin1String("://")))
                add({OutputLink::Kind::Url, {match.capturedStart(), url.size()}, url});
        });
        forEach(pythonExpression(), [this](const QRegularExpressionMatch &match) {
            addFile(match, match.captured(2), {});
        });
        forEach(placeExpression(), [this](const QRegularExpressionMatch &match) {
            const bool isInBrackets = match.capturedLength(4) > 0;
            addFile(match, match.captured(isInBrackets ? 4 : 2),
                    match.captured(isInBrackets ? 5 : 3));
        });
        forEach(pathExpression(), [this](const QRegularExpressionMatch &match) {
            QString path = match.captured(1);
            while (path.endsWith(u'.') && !path.endsWith(QLatin1String("/.."))
                   && !path.endsWith(QLatin1String("\\..")))
                path.chop(1);
            if (path.size() > 1)
                add({OutputLink::Kind::File, {match.capturedStart(1), path.size()}, path});
        });
        std::sort(m_links.begin(), m_links.end(), [](const OutputLink &a, const OutputLink &b) {
            return a.span.start < b.span.start;
        });
        return m_links;
    }

private:
    template <typename Function>
    void forEach(const Expression &expression, Function function)
    {
        auto matches = expression.globalMatch(m_text);
        while (matches.hasNext())
            function(matches.next());
    }

    void addFile(const QRegularExpressionMatch &match, const QString &line, const QString &column)
    {
        add({OutputLink::Kind::File,
             {match.capturedStart(), match.capturedLength()},
             match.captured(1),
             line.toInt(),
             column.toInt()});
    }

    /// Unless it lies in one that was found before.
    void add(const OutputLink &link)
    {
        const auto overlaps = [&link](const OutputLink &known) {
            return link.span.start < known.span.start + known.span.length
                && known.span.start < link.span.start + link.span.length;
        };
        if (!std::any_of(m_links.begin(), m_links.end(), overlaps))
            m_links.append(link);
    }

    const QString &m_text;
    QList<OutputLink> m_links;
};

} // namespace

QList<OutputLink> linksIn(const QString &text)
{
    return Finder(text).find();
}

std::optional<OutputLink> linkAt(const QString &text, qsizetype index)
{
    constexpr qsizetype Neighbourhood = 2048; // addresses are not longer
    const qsizetype from = std::clamp<qsizetype>(index - Neighbourhood, 0, text.size());
    const qsizetype to = std::min(index + Neighbourhood, text.size());
    for (OutputLink &link : linksIn(text.sliced(from, std::max<qsizetype>(to - from, 0)))) {
        link.span.start += from;
        if (index >= link.span.start && index < link.span.start + link.span.length)
            return link;
    }
    return std::nullopt;
}

QString pathOf(const OutputLink &link, const QString &folder)
{
    const QString target = QDir::fromNativeSeparators(link.target);
    QString path;
    if (link.kind == OutputLink::Kind::Url)
        path = QUrl(link.target).toLocalFile();
    else if (target.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + target.sliced(1);
    else
        path = QDir::cleanPath(QDir(folder).absoluteFilePath(target));
    const bool isOnServer = path.startsWith(QLatin1String("//"));
    return isOnServer ? QString() : path;
}

} // namespace Spawnscope
