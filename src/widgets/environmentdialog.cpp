// SPDX-License-Identifier: MIT
#include "widgets/environmentdialog.h"

#include "models/environmentmodel.h"
#include "models/formatting.h"
#include "ui_environmentdialog.h"
#include "widgets/colours.h"
#include "widgets/commandfield.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

namespace Spawnscope {

/// Rows whose name or value holds a text; if asked for, changed ones only.
class EnvironmentFilter final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString &text)
    {
        m_text = text;
        invalidateFilter();
    }
    void setOnlyChanges(bool onlyChanges)
    {
        m_onlyChanges = onlyChanges;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QModelIndex name = sourceModel()->index(row, EnvironmentModel::Name, parent);
        const auto state = name.data(EnvironmentModel::StateRole).value<EnvironmentModel::State>();
        if (m_onlyChanges && state == EnvironmentModel::State::Inherited)
            return false;
        const QModelIndex value = name.siblingAtColumn(EnvironmentModel::Value);
        return name.data().toString().contains(m_text, Qt::CaseInsensitive)
            || value.data().toString().contains(m_text, Qt::CaseInsensitive);
    }

private:
    QString m_text;
    bool m_onlyChanges = false;
};

namespace {

/// Changed variables stand out by weight, removed ones by being struck out.
class VariableDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto state = index.data(EnvironmentModel::StateRole).value<EnvironmentModel::State>();
        if (index.column() != EnvironmentModel::Change)
            option->font = fixedFont();
        option->font.setBold(state != EnvironmentModel::State::Inherited);
        option->font.setStrikeOut(state == EnvironmentModel::State::Removed
                                  && index.column() != EnvironmentModel::Change);
    }
};

} // namespace

EnvironmentDialog::EnvironmentDialog(EnvironmentModel *model, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::EnvironmentDialog>())
    , m_model(model)
    , m_filter(new EnvironmentFilter(this))
{
    m_ui->setupUi(this);
    setUpTable();
    nameClearButton(m_ui->filter);
    m_ui->newVariable->setFont(fixedFont());
    connect(m_ui->filter, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_filter->setText(text); });
    connect(m_ui->onlyChanges, &QAbstractButton::toggled, this,
            [this](bool on) { m_filter->setOnlyChanges(on); });
    connect(m_ui->empty, &QAbstractButton::toggled, this, [this](bool on) {
        m_model->setBase(on ? Environment::Base::Empty : Environment::Base::Inherit);
    });
    connect(m_ui->add, &QAbstractButton::clicked, this, &EnvironmentDialog::addVariable);
    connect(m_ui->newVariable, &QLineEdit::returnPressed, this, &EnvironmentDialog::addVariable);
    connect(m_ui->newVariable, &QLineEdit::textChanged, this, &EnvironmentDialog::updateButtons);
    connect(m_ui->remove, &QAbstractButton::clicked, this,
            [this] { m_model->removeVariable(currentRow()); });
    connect(m_ui->reset, &QAbstractButton::clicked, this,
            [this] { m_model->resetVariable(currentRow()); });
    connect(m_ui->resetAll, &QAbstractButton::clicked, m_model, &EnvironmentModel::resetAll);
    connect(m_ui->done, &QAbstractButton::clicked, this, &QDialog::accept);
    connect(m_model, &EnvironmentModel::environmentChanged, this,
            &EnvironmentDialog::updateButtons);
    updateButtons();
}

EnvironmentDialog::~EnvironmentDialog() = default;

void EnvironmentDialog::setUpTable()
{
    m_filter->setSourceModel(m_model);
    QTableView *table = m_ui->table;
    table->setModel(m_filter);
    table->setItemDelegate(new VariableDelegate(table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView *header = table->horizontalHeader();
    header->setSectionResizeMode(EnvironmentModel::Value, QHeaderView::Stretch);
    header->setHighlightSections(false);
    table->setColumnWidth(EnvironmentModel::Name, 200);
    table->setColumnWidth(EnvironmentModel::Change, 90);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &EnvironmentDialog::updateButtons);
}

void EnvironmentDialog::addVariable()
{
    const QString text = m_ui->newVariable->text();
    const qsizetype equals = text.indexOf(u'=');
    if (equals <= 0)
        return;
    const int row = m_model->setVariable(unescapedText(text.left(equals)),
                                         unescapedText(text.mid(equals + 1)));
    if (row < 0)
        return;
    m_ui->newVariable->clear();
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    m_ui->table->setCurrentIndex(index);
    m_ui->table->scrollTo(index);
}

void EnvironmentDialog::updateButtons()
{
    const int row = currentRow();
    const auto state = row < 0
        ? EnvironmentModel::State::Inherited
        : m_model->index(row, 0).data(EnvironmentModel::StateRole).value<EnvironmentModel::State>();
    m_ui->add->setEnabled(m_ui->newVariable->text().indexOf(u'=') > 0);
    m_ui->remove->setEnabled(row >= 0 && state != EnvironmentModel::State::Removed);
    m_ui->reset->setEnabled(state != EnvironmentModel::State::Inherited);
    m_ui->resetAll->setEnabled(m_model->changeCount() > 0);
    const QSignalBlocker blocker(m_ui->empty);
    m_ui->empty->setChecked(m_model->environment().base == Environment::Base::Empty);
}

int EnvironmentDialog::currentRow() const
{
    return m_filter->mapToSource(m_ui->table->currentIndex()).row();
}

} // namespace Spawnscope
