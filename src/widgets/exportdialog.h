// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputexport.h"

#include <QDialog>

#include <memory>

namespace Spawnscope {

namespace Ui {
class ExportDialog;
}

/// What there is to be saved, as a view shows it.
struct ExportSubject
{
    QString title; ///< the command, for the head of a page
    QString fileStem; ///< of the proposed file name, without its ending
    OutputFilter filter = OutputFilter::All; ///< of the view
    /// As ExportScope::nextRow, under the filter, when the view shows some of the rows only.
    std::function<std::optional<qint64>(qint64 row)> shownRows = {};
    TextEncoding encoding = {};
    bool hasError = true; ///< standard error holds something, so there is a choice
    OutputRows selectedLines = {}; ///< by OutputLine::number; empty when nothing is selected
};

/// Asks what of an output is saved, in which format, and where.
///
/// Accepted only with a file that does not exist, or that the user has agreed to replace. The
/// format and the folder are remembered for the next time.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(ExportSubject subject, QWidget *parent = nullptr);
    ~ExportDialog() override;

    QString path() const; ///< absolute
    ExportOptions options() const;

    void accept() override;

private:
    void setUpChoices();
    void setUpFormats();
    void proposeFile();
    ExportFormat format() const;
    ExportScope scope() const;
    void formatChosen();
    void fileEdited();
    void browse();
    void fileLookedAt(const QString &path, bool exists, bool isDirectory);

    std::unique_ptr<Ui::ExportDialog> m_ui;
    const ExportSubject m_subject;
    QString m_agreedPath; ///< what is there may be replaced
};

} // namespace Spawnscope
