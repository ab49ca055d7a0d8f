// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputfinder.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Spawnscope {

class FindableView;
class PatternHistory;
namespace Ui {
class FindBar;
}

/// The line under a view that asks what to find in it. Hidden until opened; the search
/// lasts as long as the bar is open, unless it is stopped.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(PatternHistory *history, QWidget *parent = nullptr);
    ~FindBar() override;

    /// Searches in this view from now on; null leaves the bar without effect.
    /// findRequested() of the view opens the bar.
    void setView(FindableView *view);

public Q_SLOTS:
    /// Shows the bar with the view's selection, if that is part of one line, or the last text.
    void open();
    /// Ends the search and hides the bar.
    void endSearch();
    /// The same, and gives the focus back to the view.
    void dismiss();
    void findNext();
    void findPrevious();

Q_SIGNALS:
    /// Somebody wants to see the matching lines alone, or to have matches highlighted.
    void filterRequested(const QString &text, Spawnscope::FindOptions options);
    void highlightRequested(const QString &text, Spawnscope::FindOptions options);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(FindDirection direction);
    void patternChanged();
    void showStatus(const FindStatus &status);
    static bool isSearching(const FindStatus &status);
    static QString textFor(const FindStatus &status);
    FindOptions options() const;

    std::unique_ptr<Ui::FindBar> m_ui;
    PatternHistory *m_history;
    QPointer<FindableView> m_view;
};

} // namespace Spawnscope
