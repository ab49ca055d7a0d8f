// SPDX-License-Identifier: MIT
#include "widgets/filterpane.h"

#include "models/formatting.h"
#include "ui_filterpane.h"
#include "widgets/colours.h"
#include "widgets/focusframe.h"
#include "widgets/icons.h"
#include "widgets/patternhistory.h"
#include "widgets/rowsetsource.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <iterator>

namespace Spawnscope {

FilterPane::FilterPane(OutputView *mainView, PatternHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FilterPane>())
    , m_main(mainView)
    , m_history(history)
{
    m_ui->setupUi(this);
    m_ui->closeButton->setIcon(namedIcon(QStringLiteral("close")));
    m_ui->stopButton->setIcon(namedIcon(QStringLiteral("stop")));
    m_ui->line->setForegroundRole(QPalette::Mid);
    QSizePolicy keepsItsPlace = m_ui->stopButton->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_ui->stopButton->setSizePolicy(keepsItsPlace);
    m_ui->view->setLineNumbersShown(true);
    new FocusFrame(m_ui->view);
    setFocusProxy(m_ui->patternEdit);
    history->attach(m_ui->patternEdit);
    connectParts();
    hide();
    restart();
}

FilterPane::~FilterPane() = default;

OutputView *FilterPane::view() const
{
    return m_ui->view;
}

void FilterPane::connectParts()
{
    connect(m_ui->patternEdit, &QLineEdit::textChanged, this, &FilterPane::restart);
    for (QToolButton *button :
         {m_ui->caseButton, m_ui->wordButton, m_ui->expressionButton, m_ui->invertButton})
        connect(button, &QToolButton::toggled, this, &FilterPane::restart);
    connect(m_ui->stopButton, &QToolButton::clicked, this, &FilterPane::stop);
    connect(m_ui->closeButton, &QToolButton::clicked, this, &FilterPane::dismiss);
    connect(m_ui->view, &OutputView::lineClicked, this, &FilterPane::chooseLine);
    connect(m_main, &OutputView::lineClicked, this, &FilterPane::takeMainLine);
    connect(m_main, &OutputView::sourceChanged, this, &FilterPane::restart);
    connect(m_main, &OutputView::encodingChanged, this, &FilterPane::restart);
    const auto stay = [this] { m_anchor.reset(); };
    connect(m_ui->view->verticalScrollBar(), &QScrollBar::actionTriggered, this, stay);
    connect(m_ui->view->verticalScrollBar(), &QScrollBar::sliderPressed, this, stay);
    for (QObject *watched : QObjectList{m_ui->patternEdit, m_ui->view, m_ui->view->viewport()})
        watched->installEventFilter(this);
}

FilterPane::Query FilterPane::query() const
{
    return {.text = m_ui->patternEdit->text(), .options = options(), .isOpen = !isHidden()};
}

void FilterPane::setQuery(const Query &query)
{
    const QSignalBlocker blockers[] = {
        QSignalBlocker(m_ui->caseButton), QSignalBlocker(m_ui->wordButton),
        QSignalBlocker(m_ui->expressionButton), QSignalBlocker(m_ui->invertButton),
        QSignalBlocker(m_ui->patternEdit)};
    m_ui->caseButton->setChecked(query.options.testFlag(FindOption::CaseSensitive));
    m_ui->wordButton->setChecked(query.options.testFlag(FindOption::WholeWords));
    m_ui->expressionButton->setChecked(query.options.testFlag(FindOption::RegularExpression));
    m_ui->invertButton->setChecked(query.options.testFlag(FindOption::Inverted));
    m_ui->patternEdit->setText(query.text);
    setVisible(query.isOpen);
    restart();
}

FindOptions FilterPane::options() const
{
    FindOptions options;
    options.setFlag(FindOption::CaseSensitive, m_ui->caseButton->isChecked());
    options.setFlag(FindOption::WholeWords, m_ui->wordButton->isChecked());
    options.setFlag(FindOption::RegularExpression, m_ui->expressionButton->isChecked());
    options.setFlag(FindOption::Inverted, m_ui->invertButton->isChecked());
    return options;
}

void FilterPane::open()
{
    const bool wasHidden = isHidden();
    show();
    m_ui->patternEdit->selectAll();
    m_ui->patternEdit->setFocus(Qt::ShortcutFocusReason);
    if (!wasHidden)
        return;
    restart();
    Q_EMIT openChanged(true);
}

void FilterPane::openWith(const QString &text, FindOptions options)
{
    open();
    setQuery({.text = text, .options = options, .isOpen = true});
}

void FilterPane::dismiss()
{
    m_history->add(m_ui->patternEdit->text());
    hide();
    mark(std::nullopt);
    restart();
    if (m_main)
        m_main->setFocus(Qt::OtherFocusReason);
    Q_EMIT openChanged(false);
}

// --- searching

/// A hidden pane searches nothing.
void FilterPane::restart()
{
    m_pattern = LinePattern(m_ui->patternEdit->text(), options());
    m_stoppedAt.reset();
    if (m_main && m_found && m_found->log() != m_main->log()) { // of another run
        m_found.reset();
        m_ui->view->setSource(nullptr);
        m_ui->view->setMarkedLine(std::nullopt);
    }
    const bool isSought = m_main && m_main->source() && !isHidden() && !m_pattern.isEmpty();
    if (isSought && !m_pattern.isValid()) { // what was found for the text before may stay
        m_search.reset();
        updateStatus();
        return;
    }
    m_search.reset();
    m_found.reset();
    m_isShown = false;
    m_anchor.reset();
    if (!isSought) {
        m_ui->view->setSource(nullptr);
        updateStatus();
        return;
    }
    const std::shared_ptr<const OutputLog> log = m_main->log();
    m_search = std::make_unique<OutputSearch>(log, m_main->filter(), m_pattern, m_main->encoding());
    m_found = std::make_shared<RowSetSource>(log, m_main->filter(), m_search->rows());
    if (!m_main->isFollowing())
        m_anchor = mainLine();
    connect(m_search.get(), &OutputSearch::progressed, this, &FilterPane::takeNews);
}

void FilterPane::stop()
{
    if (!m_search)
        return;
    m_stoppedAt = percent();
    showFound();
    m_search.reset();
    updateStatus();
}

void FilterPane::refresh()
{
    if (!m_search)
        return;
    m_search->catchUp();
    m_ui->view->refresh();
}

void FilterPane::takeNews()
{
    // Asked before what was found is: the search goes on meanwhile.
    const bool isAllFound = m_search->isCaughtUp();
    showFound();
    m_ui->view->refresh();
    goToAnchor();
    if (isAllFound)
        m_anchor.reset();
    updateStatus();
}

void FilterPane::showFound()
{
    if (std::exchange(m_isShown, true))
        return;
    const std::optional<qint64> marked = m_ui->view->markedLine();
    updateRules();
    m_ui->view->setSource(m_found);
    m_ui->view->setMarkedLine(marked);
    m_ui->view->setFollowing(!m_anchor);
}

/// Where somebody is in the main view.
std::optional<qint64> FilterPane::mainLine() const
{
    if (const std::optional<qint64> marked = m_ui->view->markedLine())
        return marked;
    for (const PageLine &line : m_main->page().lines()) {
        if (line.kind == PageLine::Kind::Output)
            return line.line.number;
    }
    return std::nullopt;
}

/// Rows before the anchor are still being found, and push it down.
void FilterPane::goToAnchor()
{
    if (!m_anchor || !m_found)
        return;
    m_ui->view->centerOn(m_found->rowOfLine(*m_anchor));
}

bool FilterPane::isSearching() const
{
    constexpr int NearlyAll = 99;
    return m_search && !m_search->isCaughtUp() && percent() < NearlyAll;
}

int FilterPane::percent() const
{
    const OutputRows rows = m_main->source()->rows();
    if (!m_search || rows.end <= 0)
        return 100;
    return int(std::clamp<qint64>(m_search->searchedTo() * 100 / rows.end, 0, 100));
}

std::shared_ptr<const RowSet> FilterPane::chosenRows() const
{
    return m_found ? m_found->chosenRows() : nullptr;
}

// --- what is shown

void FilterPane::setHighlightRules(const HighlightRuleList &rules)
{
    m_rules = rules;
    updateRules();
}

void FilterPane::updateRules()
{
    HighlightRuleList rules = m_rules;
    if (!m_pattern.isEmpty() && !m_pattern.options().testFlag(FindOption::Inverted))
        rules.prepend({.name = {},
                       .pattern = m_pattern.text(),
                       .options = m_pattern.options(),
                       .text = {},
                       .background = {.name = HighlightColor::Name::Yellow}});
    m_ui->view->setHighlightRules(rules);
}

QString FilterPane::statusText() const
{
    if (m_pattern.isEmpty() || !m_found)
        return {};
    const qint64 count = m_found->chosenRows()->count();
    QString lines = count == 1 ? tr("1 line") : tr("%1 lines").arg(formatCount(count));
    const qint64 lost = m_found->chosenRows()->givenUpOrdinals().count();
    if (lost == 1)
        lines = tr("%1; 1 more has been given up with its output", "%1 is \"3 lines\"").arg(lines);
    else if (lost > 1)
        lines = tr("%1; %2 more have been given up with their output", "%1 is \"3 lines\"")
                    .arg(lines, formatCount(lost));
    if (m_stoppedAt)
        return tr("%1, stopped at %2 %", "%1 is \"3 lines\"").arg(lines).arg(*m_stoppedAt);
    if (isSearching())
        return tr("%1, searching %2 %", "%1 is \"3 lines\"").arg(lines).arg(percent());
    if (m_search && m_search->givenUpCount() > 0)
        return tr("%1; the expression takes too long in %2 more", "%1 is \"3 lines\"")
            .arg(lines, formatCount(m_search->givenUpCount()));
    return lines;
}

void FilterPane::updateStatus()
{
    const bool isInvalid = !m_pattern.isValid();
    const QString text = isInvalid ? tr("Invalid expression: %1").arg(m_pattern.error())
                                   : statusText();
    m_ui->statusLabel->setText(text);
    m_ui->statusLabel->setToolTip(text);
    QPalette colors = palette();
    if (isInvalid)
        colors.setColor(QPalette::WindowText, severityColour(Severity::Error, colors));
    m_ui->statusLabel->setPalette(colors);
    m_ui->stopButton->setVisible(isSearching());
    if (m_pattern.isEmpty())
        m_ui->view->setPlaceholder(tr("The lines that contain the text come here."));
    else if (isSearching())
        m_ui->view->setPlaceholder(tr("Searching…"));
    else
        m_ui->view->setPlaceholder(tr("No line matches."));
}

// --- the link to the main view

void FilterPane::chooseLine(qint64 number)
{
    m_anchor.reset();
    m_history->add(m_ui->patternEdit->text());
    mark(number);
    if (m_main)
        bringIntoView(m_main, number);
}

void FilterPane::takeMainLine(qint64 number)
{
    if (isHidden())
        return;
    mark(number);
    if (m_isShown && !m_ui->view->isFollowing())
        bringIntoView(m_ui->view, number);
}

/// In both views.
void FilterPane::mark(std::optional<qint64> number)
{
    m_ui->view->setMarkedLine(number);
    if (m_main)
        m_main->setMarkedLine(number);
}

/// Where the line is not shown, the one after it. A view whose end is followed stops there.
void FilterPane::bringIntoView(OutputView *view, qint64 number)
{
    if (!view->source())
        return;
    const OutputPage &page = view->page();
    const auto begin = page.visualRows().begin();
    // The row at the edge is cut off.
    const auto end = begin + std::min(std::ssize(page.visualRows()), std::ptrdiff_t(page.size()));
    const bool isVisible = std::any_of(begin, end, [&](const OutputPage::VisualRow &row) {
        const PageLine &line = page.lines()[row.line];
        return line.kind == PageLine::Kind::Output && line.line.number == number;
    });
    if (isVisible)
        view->setFollowing(false);
    else
        view->centerOn(view->source()->rowOfLine(number));
}

/// From the framed line; where there is none, to one that is visible.
void FilterPane::step(qint64 places)
{
    if (!m_isShown || m_found->rows().isEmpty())
        return;
    const OutputExtent extent = m_found->extent();
    const OutputPage &page = m_ui->view->page();
    qint64 row = places > 0 || page.lines().empty() ? page.top().row : page.lines().back().line.row;
    if (const std::optional<qint64> marked = m_ui->view->markedLine()) {
        const qint64 at = m_found->rowOfLine(*marked);
        const QList<OutputLine> lines = m_found->lines(at, 1, 1);
        const bool isHere = !lines.isEmpty() && lines.first().number == *marked;
        row = extent.stepped(at, places > 0 && !isHere ? places - 1 : places);
    }
    if (extent.isMark(row))
        row = extent.stepped(row, places > 0 ? 1 : -1);
    const QList<OutputLine> lines = m_found->lines(row, 1, 1);
    if (lines.isEmpty())
        return;
    chooseLine(lines.first().number);
    bringIntoView(m_ui->view, lines.first().number);
}

bool FilterPane::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    const bool isBackward = modifiers & Qt::ShiftModifier;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        step(isBackward ? -1 : 1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (isBackward)
            return false; // extends the selection
        step(key == Qt::Key_Up ? -1 : 1);
        return true;
    default:
        return false;
    }
}

bool FilterPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel)
        m_anchor.reset();
    if (event->type() == QEvent::KeyPress && watched != m_ui->view->viewport()) {
        m_anchor.reset();
        const auto *key = static_cast<QKeyEvent *>(event);
        if (handleKey(key->key(), key->modifiers()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FilterPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Spawnscope
