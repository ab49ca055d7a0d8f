// SPDX-License-Identifier: MIT
#pragma once

#include "models/highlightrulesmodel.h"

#include <QDialog>

#include <memory>

namespace Spawnscope {

class HighlightPreview;

namespace Ui {
class HighlightDialog;
}

/// The rules for highlighting as a table, the selected one to edit, and lines that show what comes
/// of it. Nothing holds before the dialog is accepted.
class HighlightDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p samples are the lines to show; the user may change them.
    HighlightDialog(const HighlightRuleList &rules, const QStringList &samples,
                    QWidget *parent = nullptr);
    ~HighlightDialog() override;

    const HighlightRuleList &rules() const { return m_model->rules(); }
    /// Adds a rule above all others, selects it, and puts the cursor into its name.
    void addRule(const HighlightRule &rule);

Q_SIGNALS:
    void rulesAccepted(const Spawnscope::HighlightRuleList &rules);

private:
    void setUpTable();
    void setUpEditor();
    void connectButtons();
    void selectRule(int row);
    void duplicateRule();
    void showRule();
    void takeRule();
    void updateButtons();
    void updateError();
    int currentRow() const; ///< -1 if there is none

    std::unique_ptr<Ui::HighlightDialog> m_ui;
    HighlightRulesModel *m_model;
    HighlightPreview *m_preview;
};

} // namespace Spawnscope
