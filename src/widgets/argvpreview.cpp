// SPDX-License-Identifier: MIT
#include "widgets/argvpreview.h"

#include "models/formatting.h"
#include "widgets/colours.h"

#include <QApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace Spawnscope {

namespace {

constexpr int Padding = 5;
constexpr int Gap = 4;
constexpr qsizetype LongestChip = 400; // in characters; more never fits

QString chipText(const QByteArray &argument)
{
    return argument.isEmpty() ? QStringLiteral("''") : visibleText(argument.left(LongestChip));
}

} // namespace

ArgvPreview::ArgvPreview(QWidget *parent)
    : QLabel(parent) // for what it is to assistive technology; it paints itself
{
    setFont(fixedFont());
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    describe();
}

void ArgvPreview::setArgv(const QByteArrayList &argv)
{
    if (argv.value(0) != m_argv.value(0))
        m_pathIsKnown = false;
    m_argv = argv;
    m_remark.clear();
    describe();
}

void ArgvPreview::setProgramPath(const QByteArray &path)
{
    m_path = path;
    m_pathIsKnown = true;
    describe();
}

void ArgvPreview::setRemark(const QString &remark)
{
    m_remark = remark;
    m_argv.clear();
    m_pathIsKnown = false;
    describe();
}

QString ArgvPreview::description() const
{
    if (m_argv.isEmpty())
        return m_remark;
    QStringList words;
    for (const QByteArray &argument : m_argv)
        words.append(chipText(argument));
    const QString list = words.join(QStringLiteral("  "));
    if (!m_pathIsKnown)
        return list;
    return m_path.isEmpty() ? tr("Not found: %1").arg(list)
                            : tr("%1 is executed with: %2").arg(QString::fromUtf8(m_path), list);
}

QSize ArgvPreview::sizeHint() const
{
    return {400, fontMetrics().height() + 6};
}

QSize ArgvPreview::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

void ArgvPreview::describe()
{
    setAccessibleName(tr("What will be executed"));
    setAccessibleDescription(description());
    update();
}

QString ArgvPreview::programText() const
{
    if (!m_pathIsKnown || m_path == m_argv.value(0)) // which stands there anyway
        return {};
    return m_path.isEmpty() ? tr("not found") : QString::fromUtf8(m_path);
}

/// A long path must not hide what the program is given.
int ArgvPreview::longestProgram() const
{
    return width() * 2 / 5;
}

int ArgvPreview::programWidth() const
{
    const QString text = programText();
    if (text.isEmpty())
        return 0;
    return qMin(fontMetrics().horizontalAdvance(text + QStringLiteral(" → ")), longestProgram());
}

int ArgvPreview::chipWidth(const QString &text) const
{
    return fontMetrics().horizontalAdvance(text) + 2 * Padding;
}

/// With the gap before each; no more is counted than would ever fit.
int ArgvPreview::argumentsWidth() const
{
    int sum = 0;
    for (qsizetype i = 1; i < m_argv.size() && sum < width(); ++i)
        sum += Gap + chipWidth(chipText(m_argv[i]));
    return sum;
}

QList<ArgvPreview::Chip> ArgvPreview::chips() const
{
    QList<Chip> chips;
    const int countWidth = fontMetrics().horizontalAdvance(QStringLiteral("+000")) + 2 * Padding
        + Gap;
    int x = programWidth();
    for (qsizetype i = 0; i < m_argv.size(); ++i) {
        const bool isLast = i + 1 == m_argv.size();
        const bool isProgram = i == 0 && !isLast;
        int room = width() - x - (isLast ? 0 : countWidth);
        Chip chip;
        chip.isEmptyArgument = m_argv[i].isEmpty();
        chip.text = chipText(m_argv[i]);
        int wanted = chipWidth(chip.text);
        if (isProgram && wanted > longestProgram())
            room = qMin(room, qMax(longestProgram(), width() - x - argumentsWidth()));
        if (wanted > room && (i == 0 || isLast) && room > countWidth) {
            chip.text = fontMetrics().elidedText(
                chip.text, isProgram ? Qt::ElideMiddle : Qt::ElideRight, room - 2 * Padding);
            wanted = room;
        } else if (wanted > room) {
            chip.text = QStringLiteral("+%1").arg(m_argv.size() - i);
            chip.isCount = true;
            wanted = chipWidth(chip.text);
        }
        chip.rect = QRect(x, 1, wanted, height() - 2);
        chips.append(chip);
        if (chip.isCount)
            break;
        x += wanted + Gap;
    }
    return chips;
}

void ArgvPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_argv.isEmpty()) {
        painter.setPen(mutedText(palette()));
        QFont words = QApplication::font();
        words.setFamily(words.family()); // set, so that the widget's own does not win
        painter.setFont(words);
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(m_remark, Qt::ElideRight, width()));
        return;
    }
    if (const QString program = programText(); !program.isEmpty()) {
        const QString arrow = QStringLiteral(" → ");
        const int room = programWidth() - fontMetrics().horizontalAdvance(arrow);
        painter.setPen(m_path.isEmpty() ? severityColour(Severity::Error, palette())
                                        : mutedText(palette()));
        painter.drawText(QRect(0, 0, programWidth() + 2, height()),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(program, Qt::ElideMiddle, room + 1) + arrow);
    }
    for (const Chip &chip : chips())
        paintChip(painter, chip);
}

void ArgvPreview::paintChip(QPainter &painter, const Chip &chip) const
{
    const QColor window = palette().color(QPalette::Window);
    const QColor text = palette().color(QPalette::WindowText);
    if (!chip.isCount) {
        painter.setPen(mixed(window, text, 0.25));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRoundedRect(QRectF(chip.rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    const bool isMuted = chip.isCount || chip.isEmptyArgument;
    painter.setPen(isMuted ? mutedText(palette()) : text);
    painter.drawText(chip.rect.adjusted(Padding, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     chip.text);
}

void ArgvPreview::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT clicked();
}

bool ArgvPreview::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    QStringList lines;
    if (m_pathIsKnown && !m_argv.isEmpty())
        lines.append(m_path.isEmpty() ? tr("No program of this name was found.")
                                      : tr("Executes %1").arg(QString::fromUtf8(m_path)));
    for (qsizetype i = 0; i < qMin<qsizetype>(m_argv.size(), 30); ++i)
        lines.append(QStringLiteral("argv[%1]  %2").arg(i).arg(visibleText(m_argv[i].left(200))));
    if (m_argv.size() > 30)
        lines.append(tr("and %n more", nullptr, int(m_argv.size()) - 30));
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), lines.join(u'\n'), this);
    return true;
}

} // namespace Spawnscope
