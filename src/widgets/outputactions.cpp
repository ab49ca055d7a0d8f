// SPDX-License-Identifier: MIT
#include "widgets/outputactions.h"

#include "widgets/icons.h"
#include "widgets/outputencodingmenu.h"
#include "widgets/outputview.h"

#include <QAction>
#include <QActionGroup>

namespace Spawnscope {

namespace {

/// Ctrl+G, unless the desktop steps to the next match with it; there the key that GNOME's editor
/// has for this.
QKeySequence goToKey()
{
    const QKeySequence usual(QStringLiteral("Ctrl+G"));
    return QKeySequence::keyBindings(QKeySequence::FindNext).contains(usual)
        ? QKeySequence(QStringLiteral("Ctrl+I"))
        : usual;
}

} // namespace

OutputActions::OutputActions(OutputView *view, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_timestampsMenu(std::make_unique<QMenu>(tr("&Timestamps")))
    , m_encodingMenu(std::make_unique<OutputEncodingMenu>(view))
    , m_bookmarksMenu(std::make_unique<QMenu>(tr("&Bookmarks")))
{
    createTimestamps();
    createBookmarks();
    goTo = new QAction(tr("&Go to Line or Time…"), this);
    goTo->setShortcut(goToKey());
    goTo->setStatusTip(tr("Go to a line by its number, or to when it came"));
    connect(goTo, &QAction::triggered, view, &OutputView::goToRequested);
    copyAsShown = new QAction(tr("Copy &As Shown"), this);
    copyAsShown->setStatusTip(tr("Copy the selected output with the times and numbers before it"));
    connect(copyAsShown, &QAction::triggered, view, &OutputView::copyAsShown);
    connect(view, &OutputView::selectionChanged, this, &OutputActions::updateEnabled);
    connect(view, &OutputView::bookmarksChanged, this, &OutputActions::updateEnabled);
    updateEnabled();
}

OutputActions::~OutputActions() = default;

void OutputActions::createTimestamps()
{
    timestamps = new QAction(namedIcon(QStringLiteral("timestamps")), tr("Show &Timestamps"), this);
    timestamps->setCheckable(true);
    timestamps->setToolTip(tr("Show when each line came"));
    timestamps->setStatusTip(timestamps->toolTip());
    connect(timestamps, &QAction::toggled, this, &OutputActions::showTimestamps);
    m_timestampsMenu->addAction(timestamps);
    m_timestampsMenu->addSeparator();
    m_forms = new QActionGroup(this);
    const auto add = [this](const QString &text, OutputTimestamps form) {
        QAction *action = m_forms->addAction(text);
        action->setCheckable(true);
        action->setChecked(form == m_form);
        action->setData(int(form));
        m_timestampsMenu->addAction(action);
    };
    add(tr("Since the &Start"), OutputTimestamps::SinceStart);
    add(tr("Since the &Line Before"), OutputTimestamps::SincePrevious);
    add(tr("Time of &Day"), OutputTimestamps::WallClock);
    connect(m_forms, &QActionGroup::triggered, this, [this](QAction *action) {
        setTimestampsForm(OutputTimestamps(action->data().toInt()));
        timestamps->setChecked(true);
    });
}

void OutputActions::createBookmarks()
{
    const auto add = [this](const QString &text, const QString &key, auto function) {
        QAction *action = m_bookmarksMenu->addAction(text, m_view, function);
        if (!key.isEmpty())
            action->setShortcut(QKeySequence(key));
        return action;
    };
    toggleBookmark = add(tr("&Set or Remove Bookmark"), QStringLiteral("Ctrl+B"),
                         &OutputView::toggleBookmark);
    toggleBookmark->setStatusTip(
        tr("Mark the line where the selection ends, or the one at the top"));
    nextBookmark = add(tr("&Next Bookmark"), QStringLiteral("F2"), &OutputView::goToNextBookmark);
    previousBookmark = add(tr("&Previous Bookmark"), QStringLiteral("Shift+F2"),
                           &OutputView::goToPreviousBookmark);
    clearBookmarks = add(tr("&Remove All Bookmarks"), {}, &OutputView::clearBookmarks);
}

void OutputActions::setTimestampsForm(OutputTimestamps form)
{
    for (QAction *action : m_forms->actions()) {
        if (action->data().toInt() != int(form))
            continue;
        action->setChecked(true);
        m_form = form;
        showTimestamps();
    }
}

void OutputActions::showTimestamps()
{
    m_view->setTimestamps(timestamps->isChecked() ? m_form : OutputTimestamps::Hidden);
}

void OutputActions::updateEnabled()
{
    copyAsShown->setEnabled(m_view->hasSelection());
    const bool hasBookmarks = !m_view->bookmarks().isEmpty();
    for (QAction *action : {nextBookmark, previousBookmark, clearBookmarks})
        action->setEnabled(hasBookmarks);
}

} // namespace Spawnscope
