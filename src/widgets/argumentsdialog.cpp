// SPDX-License-Identifier: MIT
#include "widgets/argumentsdialog.h"

#include "ui_argumentsdialog.h"
#include "widgets/colours.h"

#include <QHeaderView>

namespace Spawnscope {

ArgumentsDialog::ArgumentsDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ArgumentsDialog>())
{
    m_ui->setupUi(this);
    m_ui->table->setModel(&m_model);
    m_ui->table->setFont(fixedFont());
    m_ui->table->horizontalHeader()->hide();
    m_ui->table->horizontalHeader()->setStretchLastSection(true);
    m_ui->table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    connectButtons();
    updateButtons();
}

ArgumentsDialog::~ArgumentsDialog() = default;

void ArgumentsDialog::setArguments(const QByteArrayList &arguments)
{
    m_model.setArguments(arguments);
    updateButtons();
}

void ArgumentsDialog::connectButtons()
{
    const auto currentRow = [this] { return m_ui->table->currentIndex().row(); };
    connect(m_ui->add, &QAbstractButton::clicked, this, &ArgumentsDialog::add);
    connect(m_ui->remove, &QAbstractButton::clicked, this,
            [this, currentRow] { m_model.removeArgument(currentRow()); });
    connect(m_ui->up, &QAbstractButton::clicked, this,
            [this, currentRow] { m_model.moveUp(currentRow()); });
    connect(m_ui->down, &QAbstractButton::clicked, this,
            [this, currentRow] { m_model.moveDown(currentRow()); });
    connect(m_ui->done, &QAbstractButton::clicked, this, &QDialog::accept);
    connect(m_ui->table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ArgumentsDialog::updateButtons);
    connect(&m_model, &ArgumentsModel::edited, this, [this] {
        updateButtons();
        Q_EMIT edited();
    });
}

void ArgumentsDialog::add()
{
    const int current = m_ui->table->currentIndex().row();
    const int row = current < 0 ? m_model.rowCount() : current + 1;
    m_model.insertArgument(row);
    m_ui->table->setCurrentIndex(m_model.index(row));
    m_ui->table->edit(m_model.index(row));
}

void ArgumentsDialog::updateButtons()
{
    const int row = m_ui->table->currentIndex().row();
    m_ui->remove->setEnabled(row >= 0);
    m_ui->up->setEnabled(row > 0);
    m_ui->down->setEnabled(row >= 0 && row + 1 < m_model.rowCount());
}

} // namespace Spawnscope
