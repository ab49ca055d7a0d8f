// SPDX-License-Identifier: MIT
#pragma once

#include "models/argumentsmodel.h"

#include <QDialog>

#include <memory>

namespace Spawnscope {

namespace Ui {
class ArgumentsDialog;
}

/// An argument list with one row per argument, for those that are hard to quote.
class ArgumentsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ArgumentsDialog(QWidget *parent = nullptr);
    ~ArgumentsDialog() override;

    QByteArrayList arguments() const { return m_model.arguments(); }
    void setArguments(const QByteArrayList &arguments);

Q_SIGNALS:
    void edited();

private:
    void connectButtons();
    void add();
    void updateButtons();

    std::unique_ptr<Ui::ArgumentsDialog> m_ui;
    ArgumentsModel m_model;
};

} // namespace Spawnscope
