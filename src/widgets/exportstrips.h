// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputexport.h"

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace Spawnscope {

class ExportJob;
class MessageStrip;
struct ExportOutcome;

/// The exports of a window: a strip for each, with its progress and Cancel while it goes on, then
/// with what came of it. Takes no room while there is none.
///
/// Life: destroying it cancels what goes on.
class ExportStrips final : public QWidget
{
    Q_OBJECT

public:
    explicit ExportStrips(QWidget *parent = nullptr);
    ~ExportStrips() override;

    /// @p what says what is saved, such as "Run 3".
    void start(std::unique_ptr<OutputExport> output, const QString &path, const QString &what);
    qsizetype runningCount() const;
    void cancelAll();

Q_SIGNALS:
    void allEnded(); ///< none is running any more

private:
    void forgetEnded();
    void forget(MessageStrip *strip);
    void showOutcome(MessageStrip *strip, const ExportJob &job, const ExportOutcome &outcome);

    QVBoxLayout *m_layout;
};

/// A sentence for where lines are no longer kept.
QString missingText(const MissingRows &missing);

} // namespace Spawnscope
