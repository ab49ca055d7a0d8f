// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

#include <memory>

namespace Spawnscope {

class EnvironmentFilter;
class EnvironmentModel;

namespace Ui {
class EnvironmentDialog;
}

/// The variables of the next command as a table; a change holds at once and can be undone alone.
class EnvironmentDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit EnvironmentDialog(EnvironmentModel *model, QWidget *parent = nullptr);
    ~EnvironmentDialog() override;

private:
    void setUpTable();
    void addVariable();
    void updateButtons();
    int currentRow() const; ///< of the model, -1 if there is none

    std::unique_ptr<Ui::EnvironmentDialog> m_ui;
    EnvironmentModel *m_model;
    EnvironmentFilter *m_filter;
};

} // namespace Spawnscope
