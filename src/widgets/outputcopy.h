// SPDX-License-Identifier: MIT
#pragma once

#include "base/textencoding.h"
#include "widgets/outputgutter.h"
#include "widgets/outputselection.h"
#include "widgets/outputsource.h"

#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

class QThread;

namespace Spawnscope {

/// What to copy, whatever becomes of the view meanwhile.
struct CopyRequest
{
    std::shared_ptr<const OutputSource> source;
    OutputSelection selection;
    TextEncoding encoding;
    /// Puts times and numbers before the lines as this gutter shows them.
    std::optional<OutputGutter> gutter;
};

/// Reads the text of a selection in batches, without colours. Lines are joined by line feeds,
/// except where a row goes on with the one before it. What is no longer kept is missing, and so is
/// what arrived after the start.
///
/// Thread: any one.
class SelectionReader final
{
public:
    explicit SelectionReader(CopyRequest request);

    /// The next piece, about BatchBytes of output; none when everything was read.
    std::optional<QString> next();

private:
    void append(const OutputLine &line, QString *text);
    QStringView selectedPart(const OutputLine &line, const LineLayout &layout) const;

    CopyRequest m_request;
    TextRange m_range;
    qint64 m_row = 0;
    qint64 m_end = 0;
    bool m_isFirst = true;
    OutputStream m_lastStream = OutputStream::Note;
    std::chrono::nanoseconds m_before = OutputLine::NoTime;
};

/// All of it at once; for what is known to be short.
QString textOf(const CopyRequest &request);

/// How copying stands, for people to read.
struct CopyState
{
    enum class Kind : quint8 {
        None,
        Gathering, ///< for the clipboard
        Writing, ///< to the file, since it is too much for the clipboard
        OnClipboard,
        InFile,
        Cancelled,
        Failed, ///< the file could not be written
    };

    Kind kind = Kind::None;
    qint64 bytes = 0; ///< so far, of text in UTF-8 or as many
    QString path = {}; ///< of the file
    QString error = {}; ///< why it failed, in the system's words
    bool isUnderWay() const { return kind == Kind::Gathering || kind == Kind::Writing; }
};

/// Copies text to the clipboard, and what is too large for it to a new temporary file.
///
/// A little text is on the clipboard when start() returns. More is gathered on a thread of its own,
/// with a report of its state a few times a second; nothing here blocks.
/// Life: one copy at a time; starting another one cancels the one before. Destroying waits for one
///       batch at most. The file is the user's to remove.
class OutputCopier final : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qsizetype atOnce = 1024 * 1024; ///< in characters
        qsizetype onClipboard = 32 * 1024 * 1024; ///< in characters
    };

    explicit OutputCopier(QObject *parent = nullptr);
    ~OutputCopier() override;

    void setLimits(const Limits &limits) { m_limits = limits; }
    /// Where files go; the system's folder for temporary files unless another one is set.
    void setFolder(const QString &folder) { m_folder = folder; }
    void start(const CopyRequest &request);
    void cancel();
    const CopyState &state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(const Spawnscope::CopyState &state);

private:
    struct Outcome;
    class Work;

    void setState(const CopyState &state);
    void showProgress(int kibibytes);
    void finish();

    Limits m_limits;
    QString m_folder;
    CopyState m_state;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QFutureWatcher<Outcome>> m_watcher;
};

} // namespace Spawnscope
