// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/recordsettings.h"

#include <QDialog>
#include <QStringList>

#include <memory>

namespace Spawnscope {

namespace Ui {
class RecordSettingsDialog;
}

/// Where runs are recorded, how much of them, and what is there now.
class RecordSettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p inUse are the folders of records that are not deleted from here.
    RecordSettingsDialog(const RecordSettings &settings, const QStringList &inUse,
                         QWidget *parent = nullptr);
    ~RecordSettingsDialog() override;

    RecordSettings settings() const; ///< as they stand in the dialog

private:
    void show(const RecordSettings &settings);
    void setFolder(const QString &folder);
    void chooseFolder();
    void openFolder();
    void count();
    void askToDelete();
    void deleteAll();
    void setBusy(bool busy);

    std::unique_ptr<Ui::RecordSettingsDialog> m_ui;
    const QStringList m_inUse;
    QString m_folder;
    int m_counts = 0; // the newest answer counts
};

} // namespace Spawnscope
