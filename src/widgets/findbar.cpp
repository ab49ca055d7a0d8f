// SPDX-License-Identifier: MIT
#include "widgets/findbar.h"

#include "models/formatting.h"
#include "widgets/colours.h"
#include "widgets/findableview.h"
#include "widgets/icons.h"
#include "widgets/patternhistory.h"

#include "ui_findbar.h"

#include <QKeyEvent>

namespace Spawnscope {

FindBar::FindBar(PatternHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FindBar>())
    , m_history(history)
{
    m_ui->setupUi(this);
    m_ui->previousButton->setIcon(namedIcon(QStringLiteral("find-previous")));
    m_ui->nextButton->setIcon(namedIcon(QStringLiteral("find-next")));
    m_ui->stopButton->setIcon(namedIcon(QStringLiteral("stop")));
    QSizePolicy keepsItsPlace = m_ui->stopButton->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_ui->stopButton->setSizePolicy(keepsItsPlace);
    m_ui->filterButton->setIcon(namedIcon(QStringLiteral("filter")));
    m_ui->highlightButton->setIcon(namedIcon(QStringLiteral("highlight")));
    m_ui->closeButton->setIcon(namedIcon(QStringLiteral("close")));
    history->attach(m_ui->patternEdit);
    m_ui->patternEdit->installEventFilter(this);
    setFocusProxy(m_ui->patternEdit);
    connect(m_ui->patternEdit, &QLineEdit::textChanged, this, &FindBar::patternChanged);
    for (QToolButton *button : {m_ui->caseButton, m_ui->wordButton, m_ui->expressionButton})
        connect(button, &QToolButton::toggled, this, &FindBar::patternChanged);
    connect(m_ui->nextButton, &QToolButton::clicked, this, &FindBar::findNext);
    connect(m_ui->previousButton, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_ui->closeButton, &QToolButton::clicked, this, &FindBar::dismiss);
    connect(m_ui->stopButton, &QToolButton::clicked, this, [this] {
        if (m_view)
            m_view->stopSearch();
    });
    connect(m_ui->filterButton, &QToolButton::clicked, this,
            [this] { Q_EMIT filterRequested(m_ui->patternEdit->text(), options()); });
    connect(m_ui->highlightButton, &QToolButton::clicked, this,
            [this] { Q_EMIT highlightRequested(m_ui->patternEdit->text(), options()); });
    showStatus({});
    hide();
}

FindBar::~FindBar() = default;

void FindBar::setView(FindableView *view)
{
    if (view == m_view)
        return;
    if (m_view) {
        m_view->disconnect(this);
        m_view->find({}, {}, FindDirection::Forward);
    }
    m_view = view;
    if (!view)
        return;
    for (QToolButton *button : {m_ui->filterButton, m_ui->highlightButton})
        button->setVisible(view->offersFiltering());
    connect(view, &FindableView::findRequested, this, &FindBar::open);
    connect(view, &FindableView::findStatusChanged, this, &FindBar::showStatus);
    if (isVisible())
        patternChanged();
}

void FindBar::open()
{
    show();
    if (m_view) {
        if (const QString selected = m_view->findableSelection(); !selected.isEmpty())
            m_ui->patternEdit->setText(selected);
    }
    m_ui->patternEdit->selectAll();
    m_ui->patternEdit->setFocus(Qt::ShortcutFocusReason);
    patternChanged();
}

void FindBar::endSearch()
{
    if (isHidden())
        return;
    m_history->add(m_ui->patternEdit->text());
    hide();
    if (m_view)
        m_view->find({}, {}, FindDirection::Forward);
}

void FindBar::dismiss()
{
    endSearch();
    if (m_view)
        m_view->setFocus(Qt::OtherFocusReason);
}

void FindBar::findNext()
{
    find(FindDirection::Forward);
}

void FindBar::findPrevious()
{
    find(FindDirection::Backward);
}

void FindBar::find(FindDirection direction)
{
    if (!isVisible()) {
        open();
    } else if (m_view) {
        m_history->add(m_ui->patternEdit->text());
        m_view->find(m_ui->patternEdit->text(), options(), direction);
    }
}

void FindBar::patternChanged()
{
    // The same pattern again would step on to the next match.
    const LinePattern pattern(m_ui->patternEdit->text(), options());
    if (m_view && !(pattern == m_view->pattern()))
        m_view->find(m_ui->patternEdit->text(), options(), FindDirection::Forward);
    if (m_view)
        showStatus(m_view->findStatus());
}

FindOptions FindBar::options() const
{
    FindOptions options;
    options.setFlag(FindOption::CaseSensitive, m_ui->caseButton->isChecked());
    options.setFlag(FindOption::WholeWords, m_ui->wordButton->isChecked());
    options.setFlag(FindOption::RegularExpression, m_ui->expressionButton->isChecked());
    return options;
}

/// So that it is worth telling: output that keeps coming is always a little ahead.
bool FindBar::isSearching(const FindStatus &status)
{
    constexpr int NearlyAll = 99;
    return !status.isComplete && !status.isStopped && status.percent < NearlyAll;
}

QString FindBar::textFor(const FindStatus &status)
{
    if (!status.error.isEmpty())
        return tr("Invalid expression: %1").arg(status.error);
    const QString total = formatCount(status.total);
    QString text = tr("Not found");
    if (status.current > 0)
        text = tr("%1 of %2").arg(formatCount(status.current), total);
    else if (status.total > 0)
        text = tr("%1 found").arg(total);
    else if (!status.isComplete)
        text = tr("None yet");
    if (status.isStopped)
        text = tr("%1, stopped at %2 %", "%1 is \"3 of 7\"").arg(text).arg(status.percent);
    else if (isSearching(status))
        text = tr("%1, searching %2 %", "%1 is \"3 of 7\"").arg(text).arg(status.percent);
    if (status.givenUp > 0)
        text = tr("%1; the expression takes too long in %2 lines", "%1 is \"3 of 7\"")
                   .arg(text, formatCount(status.givenUp));
    if (status.lost == 1)
        text = tr("%1; 1 match more was in output that has been given up", "%1 is \"3 of 7\"")
                   .arg(text);
    else if (status.lost > 1)
        text = tr("%1; %2 matches more were in output that has been given up", "%1 is \"3 of 7\"")
                   .arg(text, formatCount(status.lost));
    if (status.current > 0 && status.wrapped == FindStatus::Wrapped::ToStart)
        return tr("%1, from the start again").arg(text);
    if (status.current > 0 && status.wrapped == FindStatus::Wrapped::ToEnd)
        return tr("%1, from the end again").arg(text);
    return text;
}

void FindBar::showStatus(const FindStatus &status)
{
    const bool isEmpty = m_ui->patternEdit->text().isEmpty();
    const bool isBad = !isEmpty
        && (!status.error.isEmpty() || (status.isComplete && status.total == 0));
    const QString text = isEmpty ? QString() : textFor(status);
    m_ui->statusLabel->setText(text);
    m_ui->statusLabel->setToolTip(text);
    QPalette colors = palette();
    if (isBad)
        colors.setColor(QPalette::WindowText, severityColour(Severity::Error, colors));
    m_ui->statusLabel->setPalette(colors);
    m_ui->nextButton->setEnabled(status.total > 0);
    m_ui->previousButton->setEnabled(status.total > 0);
    m_ui->stopButton->setVisible(!isEmpty && isSearching(status));
    for (QToolButton *button : {m_ui->filterButton, m_ui->highlightButton})
        button->setEnabled(!isEmpty && status.error.isEmpty());
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isEnter)
        return QWidget::eventFilter(watched, event);
    find(key->modifiers() & Qt::ShiftModifier ? FindDirection::Backward : FindDirection::Forward);
    return true;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->matches(QKeySequence::FindNext))
        findNext();
    else if (event->matches(QKeySequence::FindPrevious))
        findPrevious();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Spawnscope
