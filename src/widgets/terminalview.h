// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalinput.h"
#include "terminal/terminalsource.h"
#include "widgets/findableview.h"
#include "widgets/linkfollower.h"
#include "widgets/terminalfinder.h"
#include "widgets/terminalpainter.h"
#include "widgets/terminalpalette.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <optional>

class QHelpEvent;
class QLabel;
class QMenu;

namespace Spawnscope {

/// Shows a terminal's screen with its scrollback above it, and sends it what is typed.
///
/// Keyboard:  while the source takes input, every key goes to it but those with Ctrl+Shift, and
///            Shift with PageUp, PageDown, Home and End, which scroll. Ctrl+Shift+F6 lets the
///            keyboard go.
/// Mouse:     selects; goes to the child where it asked for it, unless Shift is held. Ctrl+click
///            opens an address.
/// Frames:    looks at the source at most once in 16 ms, and paints the rows that changed.
/// Size:      the source is given the rows and columns there is room for, some time after a change.
/// Prompts:   Ctrl+Shift with Up and Down goes from one to the next.
/// Scrolling: follows the end; keeps its place while scrolled back.
class TerminalView final : public FindableView
{
    Q_OBJECT

public:
    static constexpr qsizetype MostCopied = 64 * 1024 * 1024; ///< UTF-16 units

    explicit TerminalView(QWidget *parent = nullptr);
    ~TerminalView() override;

    /// @p log holds the scrollback of @p source; both may be null, and the source may die first.
    void setSource(TerminalSource *source, std::shared_ptr<const OutputLog> log);
    TerminalSource *source() const { return m_source; }
    /// What relative paths on the screen are relative to.
    void setBaseFolder(const QString &folder) { m_links->setBaseFolder(folder); }
    void setScheme(const TerminalScheme &scheme);

    /// That there is room for, now and in a view of another size.
    TerminalSize roomSize() const { return roomIn(viewport()->size()); }
    TerminalSize roomIfResized(const QSize &size) const;
    bool takesInput() const { return m_source && m_source->takesInput(); }

    bool hasSelection() const { return !m_selection.isEmpty(); }
    QString selectedText() const;
    void select(const TerminalSelection &selection);
    void clearSelection() { select({}); }

    /// Sends @p text, after pasteQuestionAsked() where it might do more than be typed.
    void pasteText(const QString &text);
    /// The answers to pasteQuestionAsked().
    void pasteAnyway();
    void forgetPaste() { m_questionedPaste.clear(); }

    void find(const QString &text, FindOptions options, FindDirection direction) override;
    const LinePattern &pattern() const override { return m_finder.pattern(); }
    const FindStatus &findStatus() const override { return m_finder.status(); }
    void stopSearch() override { m_finder.stop(); }
    QString findableSelection() const override;
    bool offersFiltering() const override { return false; }
    std::optional<TerminalRange> currentMatch() const { return m_finder.current(); }

    // What the accessible interface, the painter and the tests look at.
    const TerminalPage &page() const { return m_page; }
    const TerminalSelection &selection() const { return m_selection; }
    const TerminalPalette &terminalPalette() const { return m_terminalPalette; }
    const TerminalGeometry &geometryOfCells() const { return m_geometry; }
    QRect cellRect(int row, int column) const; ///< of the page, in the viewport
    bool isCursorShown() const { return m_isCursorOn; }

    QSize sizeHint() const override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

public Q_SLOTS:
    void copy();
    void paste();
    void selectAll();
    void zoomIn() { setZoom(zoom() + 1); }
    void zoomOut() { setZoom(zoom() - 1); }
    void resetZoom() { setZoom(0); }
    /// To the next prompt above the top of the page, or below it, where the shell tells them.
    void goToPreviousPrompt();
    void goToNextPrompt();

Q_SIGNALS:
    void selectionChanged();
    void keyboardReleased(); ///< somebody wants the focus to go on
    void focusChanged(bool hasFocus);
    void takesInputChanged();
    void pasteQuestionAsked(const QString &text);
    void copyRefused(); ///< more than MostCopied
    void clipboardRequested(const Spawnscope::ClipboardRequest &request);
    void linkActivated(const QUrl &url);

protected:
    qint64 topPlace() const override { return m_page.topPlace(); }
    qint64 lastTopPlace() const override { return m_page.lastTopPlace(); }
    bool isAtEnd() const override { return m_page.isAtEnd(); }
    int fullRows() const override { return m_page.rows(); }
    int contentColumns() const override;
    int visibleColumns() const override;
    void moveTopTo(qint64 place) override { m_page.moveTo(place); }
    void moveTopBy(qint64 rows) override { m_page.moveBy(rows); }
    void moveTopToEnd() override { m_page.moveToEnd(); }
    void topMoved() override;
    void relayout() override;
    void paletteChanged() override;
    void dragTo(const QPoint &point) override;

    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void timerEvent(QTimerEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Granularity : quint8 { Character, Word, Line };

    // terminalview.cpp
    TerminalSize roomIn(const QSize &viewport) const;
    void connectSource();
    void sourceChanged();
    void takeFrame();
    void updateRows(const TerminalPage::News &news);
    void updateRow(int row);
    void remakeGlyphs();
    void sendSize();
    void showSize();
    TerminalCursorLook cursorLook() const;
    void restartBlinking();
    void ringBell();
    TerminalScene scene() const;
    void showCurrentMatch();

    // terminalview_keys.cpp
    bool isOwnKey(const QKeyEvent &event) const;
    bool handleOwnKey(const QKeyEvent &event);
    bool handleScrollKey(const QKeyEvent &event);
    void goToLine(qint64 line);
    void send(const QByteArray &bytes);
    void offerSelection() const;
    void copyManyLines(qint64 first, qint64 end);

    // terminalview_mouse.cpp
    std::optional<TerminalPosition> screenPositionAt(const QPoint &point) const;
    bool reportMouse(TerminalMouseAction action, TerminalMouseButton button, const QPoint &point,
                     Qt::KeyboardModifiers modifiers);
    int rowAt(const QPoint &point) const;
    TerminalPlace placeAt(const QPoint &point) const;
    TerminalRange rangeAt(const QPoint &point, Granularity granularity) const;
    int columnEdgeAt(const QPoint &point) const;
    int wheelSteps(const QWheelEvent &event);

    // terminalview_links.cpp
    std::optional<PlacedLink> linkUnder(const QPoint &point) const;
    void updateHover(const QPoint &point, Qt::KeyboardModifiers modifiers);
    void showToolTip(QHelpEvent *event);
    void addOwnActions(QMenu *menu);

    QPointer<TerminalSource> m_source;
    TerminalPage m_page;
    TerminalSelection m_selection;
    TerminalFinder m_finder{&m_page};
    const TerminalScheme *m_scheme = &terminalSchemes().front();
    TerminalPalette m_terminalPalette;
    TerminalGeometry m_geometry;
    std::unique_ptr<TerminalGlyphs> m_glyphs;
    LinkFollower *m_links;

    QTimer m_frameTimer;
    QElapsedTimer m_sinceFrame;
    TerminalCursorLook m_paintedCursor;
    QTimer m_resizeTimer; // a storm of sizes gives one
    QLabel *m_sizeLabel;
    QTimer m_sizeLabelTimer;
    QTimer m_bellTimer;
    bool m_isSizeSent = false;

    QBasicTimer m_blinkTimer;
    QElapsedTimer m_sinceInput;
    bool m_isCursorOn = true;
    QString m_preedit;
    QString m_questionedPaste;

    Granularity m_granularity = Granularity::Character;
    bool m_isDragging = false;
    QPoint m_pressedAt;
    QElapsedTimer m_sinceDoubleClick;
    TerminalMouseButton m_reportedButton = TerminalMouseButton::None; // that is held
    std::optional<TerminalPosition> m_reportedAt;
    int m_wheelRest = 0; // in eighths of a degree
};

} // namespace Spawnscope
