// SPDX-License-Identifier: MIT
// How RunPage looks for things: finding, filtering and highlighting.
#include "ui_runpage.h"
#include "widgets/filterpane.h"
#include "widgets/findbar.h"
#include "widgets/hextoggle.h"
#include "widgets/highlightdialog.h"
#include "widgets/icons.h"
#include "widgets/patternhistory.h"
#include "widgets/runpage.h"
#include "widgets/terminalpanel.h"
#include "widgets/terminalview.h"

#include <QAction>
#include <QKeyEvent>
#include <QSettings>

namespace Spawnscope {

void RunPage::createFindBar()
{
    m_patterns = new PatternHistory(this);
    m_patterns->keepInSettings(QStringLiteral("find/history"));
    m_findBar = new FindBar(m_patterns, m_ui->runPage);
    m_findBar->setView(m_ui->output);
    m_ui->layout->insertWidget(m_ui->layout->indexOf(m_ui->lineBelow), m_findBar);
    connect(m_findBar, &FindBar::highlightRequested, this,
            [this](const QString &text, FindOptions options) {
                editHighlighting()->addRule({.name = text,
                                             .pattern = text,
                                             .options = options,
                                             .text = {},
                                             .background = {.name = HighlightColor::Name::Yellow}});
            });
}

void RunPage::createFilterPane()
{
    constexpr int MainShare = 3;
    constexpr int FilterShare = 2;
    m_filterPane = new FilterPane(m_ui->output, m_patterns, m_ui->outputs);
    m_ui->outputs->addWidget(m_filterPane);
    m_ui->outputs->setStretchFactor(0, MainShare);
    m_ui->outputs->setStretchFactor(1, FilterShare);
    filter = new QAction(namedIcon(QStringLiteral("filter")), tr("Fi&lter…"), this);
    filter->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+L")));
    filter->setStatusTip(tr("Show the lines that contain a text in a view of their own"));
    filter->setToolTip(tr("%1 (%2)").arg(filter->statusTip(),
                                         filter->shortcut().toString(QKeySequence::NativeText)));
    connect(filter, &QAction::triggered, m_filterPane, &FilterPane::open);
    connect(m_filterPane, &FilterPane::openChanged, this, [this](bool isOpen) {
        if (!isOpen)
            m_goToBar->hide();
    });
    connect(m_findBar, &FindBar::filterRequested, m_filterPane, &FilterPane::openWith);
    OutputView *view = m_filterPane->view();
    connect(wrap, &QAction::toggled, view, &OutputView::setWrapping);
    serve(view);
    OutputView *main = m_ui->output;
    connect(main, &OutputView::timestampsChanged, view,
            [main, view] { view->setTimestamps(main->timestamps()); });
    connect(main, &OutputView::encodingChanged, view,
            [main, view] { view->setEncoding(main->encoding()); });
    connect(main, &OutputView::bookmarksChanged, view,
            [main, view] { view->setBookmarks(main->bookmarks()); });
    connect(view, &OutputView::bookmarksChanged, main,
            [main, view] { main->setBookmarks(view->bookmarks()); });
    connect(view, &OutputView::selectionChanged, this, &RunPage::updateActions);
    connect(view, &OutputView::findRequested, m_findBar, &FindBar::open);
    auto *saveFound = new QAction(save->icon(), tr("&Save These Lines As…"), this);
    connect(saveFound, &QAction::triggered, this, [this] { saveOutputOf(m_filterPane->view()); });
    view->addActions({saveFound});
}

/// What is selected in the view that has the keyboard goes before.
OutputView *RunPage::activeOutput() const
{
    return m_filterPane->view()->hasFocus() ? m_filterPane->view() : m_ui->output;
}

void RunPage::copySelection()
{
    if (isTerminalShown()) {
        m_terminalPanel->view()->copy();
        return;
    }
    activeOutput() == m_ui->output ? m_hexToggle->copy() : m_filterPane->view()->copy();
}

void RunPage::selectEverything()
{
    if (isTerminalShown()) {
        m_terminalPanel->view()->selectAll();
        return;
    }
    activeOutput() == m_ui->output ? m_hexToggle->selectAll() : m_filterPane->view()->selectAll();
}

void RunPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_findBar->isVisible())
        m_findBar->dismiss();
    else if (event->key() == Qt::Key_Escape && m_filterPane->isVisible())
        m_filterPane->dismiss();
    else
        QStackedWidget::keyPressEvent(event);
}

HighlightDialog *RunPage::editHighlighting()
{
    constexpr size_t MostSamples = 30;
    QStringList samples;
    for (const PageLine &line : m_ui->output->page().lines()) {
        if (line.kind == PageLine::Kind::Output && size_t(samples.size()) < MostSamples)
            samples.append(line.layout->text().left(LineHighlighter::PieceUnits));
    }
    auto *dialog = new HighlightDialog(m_highlightRules, samples, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &HighlightDialog::rulesAccepted, this, [this](const HighlightRuleList &rules) {
        setHighlightRules(rules);
        QSettings settings;
        HighlightRules::save(rules, &settings);
        settings.sync();
        if (settings.status() != QSettings::NoError)
            m_ui->message->showMessage(Severity::Warning,
                                       tr("The rules hold only until Spawnscope is closed. %1 "
                                          "could not be written.")
                                           .arg(settings.fileName()));
    });
    dialog->open();
    return dialog;
}

void RunPage::setHighlightRules(const HighlightRuleList &rules)
{
    m_highlightRules = rules;
    m_ui->output->setHighlightRules(rules);
    m_filterPane->setHighlightRules(rules);
}

} // namespace Spawnscope
