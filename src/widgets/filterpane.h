// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"
#include "widgets/outputview.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

namespace Spawnscope {

class PatternHistory;
class RowSetSource;

namespace Ui {
class FilterPane;
}

/// The lines of an output view that match, in a second view below it. Hidden until opened.
///
/// Search: starts anew with each change of the text, on other threads; what was found before stays
///         until there is news. Keeps up with the output, unless it was stopped.
/// Link:   a line chosen here is shown in the main view; the line somebody is at there is framed
///         here.
class FilterPane final : public QWidget
{
    Q_OBJECT

public:
    /// What is asked for, to come back to.
    struct Query
    {
        QString text;
        FindOptions options;
        bool isOpen = false;
    };

    FilterPane(OutputView *mainView, PatternHistory *history, QWidget *parent = nullptr);
    ~FilterPane() override;

    OutputView *view() const;
    Query query() const;
    void setQuery(const Query &query);

    /// What is found is not all yet, and it is worth telling: output that keeps coming is always a
    /// little ahead.
    bool isSearching() const;
    /// The chosen rows under the main view's filter; null when there are none to speak of.
    std::shared_ptr<const RowSet> chosenRows() const;

    /// The main view's rules, with the text that is looked for on top.
    void setHighlightRules(const HighlightRuleList &rules);
    /// Looks at what the log has now. Call it as OutputView::refresh().
    void refresh();

public Q_SLOTS:
    /// Shows the pane and puts the cursor into its field.
    void open();
    void openWith(const QString &text, Spawnscope::FindOptions options);
    /// Hides the pane and gives the focus back to the main view.
    void dismiss();

Q_SIGNALS:
    void openChanged(bool isOpen);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectParts();
    void restart();
    void stop();
    void takeNews();
    void showFound();
    std::optional<qint64> mainLine() const;
    void goToAnchor();
    void updateStatus();
    void updateRules();
    QString statusText() const;

    void chooseLine(qint64 number);
    void step(qint64 places);
    void takeMainLine(qint64 number);
    void mark(std::optional<qint64> number);
    static void bringIntoView(OutputView *view, qint64 number);
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    FindOptions options() const;
    int percent() const;

    std::unique_ptr<Ui::FilterPane> m_ui;
    QPointer<OutputView> m_main;
    PatternHistory *m_history;
    HighlightRuleList m_rules;
    LinePattern m_pattern;
    std::unique_ptr<OutputSearch> m_search; // null: nothing to find, or stopped
    std::shared_ptr<const RowSetSource> m_found; // what m_search finds
    bool m_isShown = false; // m_found is what the view shows
    std::optional<int> m_stoppedAt; // percent
    std::optional<qint64> m_anchor; // a line to stay at while rows before it are still coming
};

} // namespace Spawnscope
