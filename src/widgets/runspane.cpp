// SPDX-License-Identifier: MIT
#include "widgets/runspane.h"

#include "launcher/launcher.h"
#include "ui_runspane.h"
#include "widgets/colours.h"
#include "widgets/commandfield.h"
#include "widgets/focusframe.h"
#include "widgets/icons.h"
#include "widgets/runactions.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStyledItemDelegate>

namespace Spawnscope {

namespace {

/// Adds the sign of the state, and writes commands in the fixed font.
class RunDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(option.fontMetrics.height() + 8);
        return size;
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == RunsModel::State) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = stateIcon(index.data(RunsModel::OutcomeRole).value<RunState>());
        } else if (index.column() == RunsModel::Command) {
            option->font = fixedFont();
        }
    }
};

struct ColumnWidth
{
    RunsModel::Column column;
    const char *widest; ///< a text that has to fit
    int paneWidth; ///< the least width of the pane at which the column is shown
};

constexpr ColumnWidth columnWidths[] = {
    {RunsModel::State, "WWi Output held", 0},    {RunsModel::Pid, "88888888", 480},
    {RunsModel::Returncode, "137 (SIGKILL)", 0}, {RunsModel::Mode, "Shell WW", 760},
    {RunsModel::Started, "00:00:00 W", 900},     {RunsModel::Duration, "88 min 88 s", 560},
    {RunsModel::StdoutBytes, "888.8 MB", 700},   {RunsModel::StderrBytes, "888.8 MB", 700},
};

} // namespace

RunsPane::RunsPane(Launcher *launcher, RunActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunsPane>())
    , m_actions(actions)
    , m_model(launcher)
    , m_filter(&m_model)
{
    m_ui->setupUi(this);
    setUpView();
    new FocusFrame(m_ui->view);
    nameClearButton(m_ui->filter);
    m_ui->removeFinished->setDefaultAction(actions->removeFinished);
    connect(m_ui->filter, &QLineEdit::textChanged, &m_filter, &RunsFilter::setFilterText);
}

RunsPane::~RunsPane() = default;

void RunsPane::setUpView()
{
    QTreeView *view = m_ui->view;
    view->setModel(&m_filter);
    view->setItemDelegate(new RunDelegate(view));
    view->sortByColumn(RunsModel::State, Qt::AscendingOrder);
    view->installEventFilter(this);

    QHeaderView *header = view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(true);
    header->setSectionResizeMode(RunsModel::Command, QHeaderView::Stretch);
    header->setMinimumSectionSize(40);
    for (const ColumnWidth &width : columnWidths)
        header->resizeSection(width.column,
                              fontMetrics().horizontalAdvance(QLatin1String(width.widest)) + 16);

    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                Session *session = m_filter.sessionAt(current);
                m_filter.keep(session);
                Q_EMIT selectionChanged(session);
            });
    connect(view, &QAbstractItemView::activated, this, &RunsPane::activated);
    connect(view, &QWidget::customContextMenuRequested, this, &RunsPane::showMenu);
}

void RunsPane::select(Session *session)
{
    QModelIndex index = m_filter.indexOf(session);
    if (session && !index.isValid()) { // hidden by the filter
        m_ui->filter->clear();
        index = m_filter.indexOf(session);
    }
    m_ui->view->setCurrentIndex(index);
    m_ui->view->scrollTo(index);
}

Session *RunsPane::selected() const
{
    return m_filter.sessionAt(m_ui->view->currentIndex());
}

void RunsPane::selectNext()
{
    selectRow(m_ui->view->currentIndex().row() + 1);
}

void RunsPane::selectPrevious()
{
    selectRow(m_ui->view->currentIndex().row() - 1);
}

void RunsPane::selectRow(int row)
{
    const QModelIndex index = m_filter.index(row, RunsModel::State);
    if (!index.isValid())
        return;
    m_ui->view->setCurrentIndex(index);
    m_ui->view->scrollTo(index);
}

void RunsPane::focusFilter()
{
    m_ui->filter->setFocus(Qt::ShortcutFocusReason);
    m_ui->filter->selectAll();
}

QByteArray RunsPane::saveHeader() const
{
    return m_ui->view->header()->saveState();
}

void RunsPane::restoreHeader(const QByteArray &state)
{
    m_ui->view->header()->restoreState(state);
    fitColumns();
}

void RunsPane::showMenu(const QPoint &place)
{
    if (!selected())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->addTo(menu);
    menu->popup(m_ui->view->viewport()->mapToGlobal(place));
}

void RunsPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void RunsPane::fitColumns()
{
    for (const ColumnWidth &width : columnWidths)
        m_ui->view->setColumnHidden(width.column, this->width() < width.paneWidth);
}

bool RunsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Delete) {
            const bool isDocument = m_actions->closeDocument->isVisible();
            (isDocument ? m_actions->closeDocument : m_actions->remove)->trigger();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Spawnscope
