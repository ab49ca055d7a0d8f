// SPDX-License-Identifier: MIT
#include "widgets/outputcopy.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QPromise>
#include <QTemporaryFile>
#include <QThread>

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr qint64 BatchRows = 4096;
constexpr qsizetype BatchBytes = 256 * 1024;
constexpr qint64 Kibibyte = 1024;

} // namespace

SelectionReader::SelectionReader(CopyRequest request)
    : m_request(std::move(request))
    , m_range(m_request.selection.range())
    , m_row(m_request.source->rowOfLine(m_range.first.number))
    , m_end(m_request.source->rows().end)
{}

std::optional<QString> SelectionReader::next()
{
    const OutputSource &source = *m_request.source;
    const OutputExtent extent = source.extent();
    if (extent.isMark(m_row)) {
        m_row = extent.gap.rows.end;
        m_before = OutputLine::NoTime;
    }
    if (m_row >= m_end || m_request.selection.isEmpty())
        return std::nullopt;
    const QList<OutputLine> lines = source.lines(m_row, std::min(BatchRows, m_end - m_row),
                                                 BatchBytes);
    QString text;
    m_row += BatchRows; // when all of them were given up meanwhile
    for (const OutputLine &line : lines) {
        if (line.number > m_range.last.number) {
            m_row = m_end;
            break;
        }
        append(line, &text);
        m_row = line.row + 1;
    }
    return text;
}

void SelectionReader::append(const OutputLine &line, QString *text)
{
    const bool goesOn = line.isContinuation && line.stream == m_lastStream
        && !m_request.selection.isBlock();
    if (!m_isFirst && !goesOn)
        *text += u'\n';
    if (m_request.gutter && (m_isFirst || !goesOn))
        *text += m_request.gutter->text(line, m_before);
    const LineLayout layout(styledText(line.bytes, line.style, m_request.encoding), 0);
    *text += selectedPart(line, layout);
    m_isFirst = false;
    m_lastStream = line.stream;
    m_before = line.when;
}

QStringView SelectionReader::selectedPart(const OutputLine &line, const LineLayout &layout) const
{
    const auto span = m_request.selection.spanIn(line.number, layout);
    return span
        ? QStringView(layout.text()).sliced(span->start, std::max<qsizetype>(span->length, 0))
        : QStringView();
}

QString textOf(const CopyRequest &request)
{
    QString text;
    SelectionReader reader(request);
    while (const auto piece = reader.next())
        text += *piece;
    return text;
}

// --- on a thread of its own

struct OutputCopier::Outcome
{
    CopyState state;
    QString text; ///< for the clipboard
};

class OutputCopier::Work final
{
public:
    Work(SelectionReader reader, QString text, qsizetype limit, QString folder)
        : m_reader(std::move(reader))
        , m_text(std::move(text))
        , m_limit(limit)
        , m_folder(std::move(folder))
    {}

    void run(QPromise<Outcome> &promise)
    {
        promise.start();
        promise.setProgressRange(0, INT_MAX);
        promise.addResult(copy(promise));
        promise.finish();
    }

private:
    Outcome copy(QPromise<Outcome> &promise)
    {
        Outcome outcome;
        while (m_text.size() <= m_limit) {
            const auto piece = m_reader.next();
            if (!piece) {
                outcome.state.kind = CopyState::Kind::OnClipboard;
                outcome.state.bytes = m_text.size();
                outcome.text = std::move(m_text);
                return outcome;
            }
            m_text += *piece;
            if (promise.isCanceled())
                return outcome;
            promise.setProgressValue(static_cast<int>(m_text.size() / Kibibyte));
        }
        outcome.state = write(promise);
        return outcome;
    }

    CopyState write(QPromise<Outcome> &promise)
    {
        CopyState state;
        QTemporaryFile file(
            QDir(m_folder).filePath(QStringLiteral("spawnscope-selection-XXXXXX.txt")));
        bool isWritten = file.open() && put(file, m_text, &state);
        m_text = QString();
        while (isWritten && !promise.isCanceled()) {
            const auto piece = m_reader.next();
            if (!piece)
                break;
            isWritten = put(file, *piece, &state);
            const qint64 kibibytes = std::min<qint64>(state.bytes / Kibibyte, INT_MAX - 1);
            promise.setProgressValue(static_cast<int>(kibibytes));
        }
        isWritten = isWritten && file.flush();
        state.kind = isWritten ? CopyState::Kind::InFile : CopyState::Kind::Failed;
        state.path = QDir::toNativeSeparators(file.fileName());
        state.error = isWritten ? QString() : file.errorString();
        // A file that somebody wants outlives this object, one that is not whole does not.
        file.setAutoRemove(!isWritten || promise.isCanceled());
        return state;
    }

    static bool put(QFile &file, const QString &text, CopyState *state)
    {
        const QByteArray bytes = text.toUtf8();
        state->bytes += bytes.size();
        return file.write(bytes) == bytes.size();
    }

    SelectionReader m_reader;
    QString m_text;
    qsizetype m_limit;
    QString m_folder;
};

// --- on the GUI thread

OutputCopier::OutputCopier(QObject *parent)
    : QObject(parent)
    , m_folder(QDir::tempPath())
{}

OutputCopier::~OutputCopier()
{
    if (m_watcher)
        m_watcher->cancel();
    if (m_thread)
        m_thread->wait();
    // A file that is not wanted any more is removed before this program may end.
    for (QThread *cancelled : findChildren<QThread *>(Qt::FindDirectChildrenOnly))
        cancelled->wait();
}

void OutputCopier::start(const CopyRequest &request)
{
    cancel();
    if (!request.source || request.selection.isEmpty())
        return;
    SelectionReader reader(request);
    QString text;
    while (text.size() <= m_limits.atOnce) {
        const auto piece = reader.next();
        if (!piece) {
            QGuiApplication::clipboard()->setText(text);
            setState({.kind = CopyState::Kind::OnClipboard, .bytes = text.size()});
            return;
        }
        text += *piece;
    }
    setState({.kind = CopyState::Kind::Gathering, .bytes = text.size()});
    const auto promise = std::make_shared<QPromise<Outcome>>();
    const auto work = std::make_shared<Work>(std::move(reader), std::move(text),
                                             m_limits.onClipboard, m_folder);
    m_watcher = std::make_unique<QFutureWatcher<Outcome>>();
    connect(m_watcher.get(), &QFutureWatcherBase::progressValueChanged, this,
            &OutputCopier::showProgress);
    connect(m_watcher.get(), &QFutureWatcherBase::finished, this, &OutputCopier::finish);
    m_watcher->setFuture(promise->future());
    m_thread.reset(QThread::create([promise, work] { work->run(*promise); }));
    m_thread->start(QThread::LowPriority);
}

void OutputCopier::cancel()
{
    if (!m_watcher)
        return;
    m_watcher->disconnect(this);
    m_watcher->cancel();
    m_watcher.reset();
    QThread *thread = m_thread.release(); // ends by itself after one batch
    thread->setParent(this);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    if (thread->isFinished())
        thread->deleteLater();
    setState({.kind = CopyState::Kind::Cancelled, .bytes = m_state.bytes});
}

void OutputCopier::showProgress(int kibibytes)
{
    const qint64 bytes = kibibytes * Kibibyte;
    const bool isWriting = bytes > m_limits.onClipboard;
    setState({.kind = isWriting ? CopyState::Kind::Writing : CopyState::Kind::Gathering,
              .bytes = bytes});
}

void OutputCopier::finish()
{
    auto watcher = std::exchange(m_watcher, nullptr);
    m_thread->wait(); // it has nothing left to do
    m_thread.reset();
    const Outcome outcome = watcher->result();
    watcher.release()->deleteLater();
    if (outcome.state.kind == CopyState::Kind::OnClipboard)
        QGuiApplication::clipboard()->setText(outcome.text);
    setState(outcome.state);
}

void OutputCopier::setState(const CopyState &state)
{
    m_state = state;
    Q_EMIT stateChanged(m_state);
}

} // namespace Spawnscope
