// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"
#include "widgets/findableview.h"
#include "widgets/linkfollower.h"
#include "widgets/outputcopy.h"
#include "widgets/outputfinder.h"
#include "widgets/outputgoto.h"
#include "widgets/outputgutter.h"
#include "widgets/outputpage.h"
#include "widgets/outputpainter.h"
#include "widgets/outputselection.h"

#include <QElapsedTimer>
#include <QPoint>

#include <functional>
#include <memory>
#include <optional>
#include <set>

class QHelpEvent;
class QMenu;
class QToolButton;

namespace Spawnscope {

/// Shows what a run prints: the rows of an OutputLog under a filter, only those that are visible.
///
/// Life:   the log is shared; the owner calls refresh() when it changed, at most once per frame.
/// Follow: on at first. Stepping to a match or selecting with the mouse turns it off as well.
/// Here:   what "here" means for the keyboard is the end of the selection while it is visible, else
///         the top of the page; see currentRow().
/// Links:  Ctrl+click opens an address or a file that the text names; see linkActivated().
/// Menu:   actions added to the widget follow its own ones in the context menu.
class OutputView final : public FindableView
{
    Q_OBJECT

public:
    /// Where in a log the page stands, to come back to.
    struct Place
    {
        qint64 line = 0; ///< at the top
        int subRow = 0;
        OutputFilter filter = OutputFilter::All;
        qint64 seenEnd = 0; ///< what came after this row under the filter is new
    };

    /// What is remembered of a log while another one is shown.
    struct Memory
    {
        std::optional<Place> place;
        QList<qint64> bookmarks;
        TextEncoding encoding;
    };

    explicit OutputView(QWidget *parent = nullptr);
    ~OutputView() override;

    /// Shows all lines of the log under filter(). Null shows the placeholder. Starts at the end,
    /// without selection or search match; for bookmarks and encoding see recall().
    void setLog(std::shared_ptr<const OutputLog> log);
    /// Shows what the source chooses. A source of the same log as before takes over in place: the
    /// text at the top and the selection stay.
    void setSource(std::shared_ptr<const OutputSource> source);
    const std::shared_ptr<const OutputSource> &source() const { return m_page.source(); }
    std::shared_ptr<const OutputLog> log() const;
    void refresh();

    std::optional<Place> place() const; ///< none while following
    void setPlace(const Place &place);
    Memory memory() const;
    /// Sets all of it; what is empty is that of a log never seen before.
    void recall(const Memory &memory);

    OutputFilter filter() const { return m_filter; }
    void setFilter(OutputFilter filter); ///< shows all lines of the log under it
    OutputTimestamps timestamps() const { return m_gutter.timestamps; }
    void setTimestamps(OutputTimestamps timestamps);
    TextEncoding encoding() const { return m_page.encoding(); }
    void setEncoding(const TextEncoding &encoding);
    /// What relative paths in the output are relative to.
    void setBaseFolder(const QString &folder) { m_links->setBaseFolder(folder); }
    /// What to say in place of lines while there are none.
    void setPlaceholder(const QString &text);

    bool isWrapping() const { return m_isWrapping; }
    void setHighlightRules(const HighlightRuleList &rules);
    bool areLineNumbersShown() const { return m_gutter.showsLineNumbers; }

    bool hasSelection() const { return !m_selection.isEmpty(); }
    QString selectedText() const; ///< all of it at once: for what is known to be short
    CopyRequest copyRequest() const; ///< for what is selected
    OutputCopier &copier() { return m_copier; }

    /// Of the source: where "here" is.
    qint64 currentRow() const;
    /// Shows the row with some context and selects its line.
    void goToRow(qint64 row);
    /// Returns whether there is anything to go to.
    bool goTo(const GoToTarget &target);

    QList<qint64> bookmarks() const; ///< ascending OutputLine::number
    void setBookmarks(const QList<qint64> &numbers);
    void toggleBookmarkOf(qint64 number);

    /// New text and options start from the current match or the top of the page.
    void find(const QString &text, FindOptions options, FindDirection direction) override;
    const LinePattern &pattern() const override { return m_pattern; }
    const FindStatus &findStatus() const override { return m_finder.status(); }
    void stopSearch() override { m_finder.stop(); }
    QString findableSelection() const override;
    bool offersFiltering() const override { return true; }

    /// Of the search, with the row of source(); none when there is none.
    std::optional<FoundMatch> currentMatch() const;
    /// What the search has found so far in log() under filter(); null when there is no search.
    const OutputSearch *searchResults() const { return m_finder.results(); }

    /// Puts a row of source() into the middle of the page and stops following.
    void centerOn(qint64 row);
    /// Draws a frame around the line of this OutputLine::number, if any.
    void setMarkedLine(std::optional<qint64> number);
    std::optional<qint64> markedLine() const { return m_markedLine; }

    /// "line 1200 of 1048576, following"
    QString positionText() const;

    // What the accessible interface and the tests look at.
    const OutputPage &page() const { return m_page; }
    const OutputSelection &selection() const { return m_selection; }
    const OutputPalette &colors() const { return outputPalette(); }
    TextPosition positionAt(const QPoint &point) const; ///< in viewport coordinates
    /// Of the character at @p index of line @p lineIndex of the page; empty when not visible.
    QRect rectOf(size_t lineIndex, qsizetype index) const;
    void select(const TextRange &range);

    QSize sizeHint() const override;

public Q_SLOTS:
    void setWrapping(bool wrapping);
    void setLineNumbersShown(bool shown);
    void zoomIn();
    void zoomOut();
    void resetZoom();
    void copy();
    /// With times and numbers, if they are shown.
    void copyAsShown();
    void selectAll();
    void toggleBookmark(); ///< of the line here
    void goToNextBookmark(); ///< and from the last to the first
    void goToPreviousBookmark();
    void clearBookmarks();
    void findNext();
    void findPrevious();

Q_SIGNALS:
    void selectionChanged();
    void sourceChanged();
    void contentChanged(); ///< rows came or went, or other ones are shown
    void lineClicked(qint64 number);
    void goToRequested(); ///< the menu
    void bookmarksChanged();
    void timestampsChanged();
    void encodingChanged();
    /// Somebody asked for this address, or for this file, which exists.
    void linkActivated(const QUrl &url);

protected:
    qint64 topPlace() const override;
    qint64 lastTopPlace() const override;
    bool isAtEnd() const override { return m_page.isAtEnd(); }
    int fullRows() const override { return m_page.size(); }
    int contentColumns() const override { return m_isWrapping ? 0 : m_widestColumns; }
    int visibleColumns() const override;
    void moveTopTo(qint64 place) override;
    void moveTopBy(qint64 rows) override { m_page.moveBy(rows); }
    void moveTopToEnd() override { m_page.moveToEnd(); }
    void topMoved() override;
    void followingStops() override { m_seenEnd = m_page.rows().end; }
    void relayout() override;
    void paletteChanged() override;
    void dragTo(const QPoint &point) override;

    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Granularity : quint8 { Character, Word, Line };

    void createPill();
    void updatePill();
    OutputGeometry geometryNow() const;
    void startSource(std::shared_ptr<const OutputSource> source);
    void startSearch();
    qint64 logRowAtTop() const;
    void showCurrentMatch();
    void showPosition(qint64 row, const TextSpan &span);

    bool handleStandardKey(QKeyEvent *event);
    bool handleMovementKey(QKeyEvent *event);
    bool extendByKey(QKeyEvent *event);
    bool extendBlockByKey(QKeyEvent *event);
    std::optional<TextPosition> stepped(const TextPosition &from, QKeyEvent *event) const;
    std::optional<TextPosition> steppedToEdge(const TextPosition &from, QKeyEvent *event) const;
    TextPosition steppedByCharacter(const PageLine &line, qsizetype index) const;
    TextPosition steppedByWord(const PageLine &line, qsizetype index, int direction) const;
    qint64 outputRowAt(qint64 row, qint64 places) const;
    void extendTo(const TextPosition &to);
    bool isInGutter(const QPoint &point) const;
    TextPosition positionAtMark() const;
    const OutputPage::VisualRow *visualRowAt(const QPoint &point) const;
    /// The index is a column.
    TextPosition blockCornerAt(const QPoint &point) const;
    TextRange rangeAt(const QPoint &point, Granularity granularity) const;
    void startSelection(const QPoint &point, Qt::KeyboardModifiers modifiers);
    void publishSelection() const;
    void setSelection(const OutputSelection &selection);

    std::optional<qint64> rowOf(const GoToTarget &target) const;
    std::optional<qint64> rowOfTime(const GoToTarget &target) const;
    void goToBookmark(FindDirection direction);

    std::optional<PlacedLink> linkUnder(const QPoint &point) const;
    std::optional<PlacedLink> linkAtPosition(const TextPosition &position) const;
    void updateHover(const QPoint &point, Qt::KeyboardModifiers modifiers);
    void showToolTip(QHelpEvent *event);
    void addOwnActions(QMenu *menu, const QPoint &point);

    OutputFilter m_filter = OutputFilter::All;
    quint64 m_seenRevision = 0;
    OutputPage m_page;
    OutputGutter m_gutter;
    LineHighlighter m_highlighter;
    std::optional<qint64> m_markedLine;
    OutputSelection m_selection;
    OutputCopier m_copier;
    OutputFinder m_finder;
    LinePattern m_pattern;
    QToolButton *m_pill = nullptr;
    QString m_placeholder;
    int m_widestColumns = 0;
    qint64 m_seenEnd = 0; ///< what lies after this row is new
    bool m_isWrapping = false;

    Granularity m_granularity = Granularity::Character;
    bool m_isDragging = false;
    QPoint m_pressedAt;
    QElapsedTimer m_sinceDoubleClick;
    std::set<qint64> m_bookmarks; // by OutputLine::number
    LinkFollower *m_links;
};

} // namespace Spawnscope
