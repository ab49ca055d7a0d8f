// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/session.h"
#include "terminal/terminalcell.h"
#include "widgets/filterpane.h"
#include "widgets/outputview.h"
#include "widgets/recordviewkeeper.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QStackedWidget>
#include <QTimer>

#include <memory>

class QAction;
class QActionGroup;

namespace Spawnscope {

class EmptyPage;
class ExportStrips;
class FindBar;
class HexToggle;
class HighlightDialog;
class OutputActions;
class OutputGoToBar;
class PatternHistory;
class ReplayBar;
class RowScrollArea;
class RunActions;
class TerminalPanel;
class TerminalReplay;
class TerminalSchemeMenu;

namespace Ui {
class RunPage;
}

/// The selected run: its heading, its output and the way to its input; examples while there is
/// none.
class RunPage final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit RunPage(RunActions *actions, QWidget *parent = nullptr);
    ~RunPage() override;

    void setSession(Session *session);
    Session *session() const { return m_session; }
    OutputView *output() const;
    void focusOutput(); ///< its lines or its bytes
    TerminalSize terminalRoom(); ///< for a run that is to be shown here
    ExportStrips *exports() const; ///< what is being saved

    QByteArray saveLayout() const; ///< how the output and the filter share the room
    void restoreLayout(const QByteArray &layout);

    /// Why the run could not be started, where its output would be.
    void showStartFailure(const QString &text);

    int terminalZoom() const; ///< as RowScrollArea::zoom()
    void setTerminalZoom(int zoom);

    QAction *follow = nullptr;
    QAction *wrap = nullptr;
    QAction *lineNumbers = nullptr;
    QAction *find = nullptr;
    QAction *filter = nullptr;
    QAction *highlighting = nullptr;
    QAction *hex = nullptr;
    QAction *terminal = nullptr; ///< or text; visible for runs that have one
    TerminalSchemeMenu *terminalColours = nullptr;
    QAction *copy = nullptr;
    QAction *copyHtml = nullptr;
    QAction *selectAll = nullptr;
    QAction *save = nullptr;
    QAction *saveRecording = nullptr; ///< of what went through a terminal
    QActionGroup *streams = nullptr; ///< all, stdout, stderr
    OutputActions *outputActions = nullptr; ///< what else can be done with the output

public Q_SLOTS:
    // In the terminal or the output, whichever is shown.
    void findNext();
    void findPrevious();
    void zoomIn();
    void zoomOut();
    void resetZoom();

Q_SIGNALS:
    void exampleChosen(const Spawnscope::LaunchSpec &spec);
    void keyboardReleased(); ///< by the terminal
    void reloadRequested(Spawnscope::Session *session); ///< of a file that was replaced

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void createActions();
    void createStreamActions();
    void createHexToggle();
    void createTerminal();
    bool hasTerminal() const;
    bool isTerminalShown() const;
    void updateTerminal();
    void showTerminalOfRun();
    std::shared_ptr<OutputLog> replayLog() const;
    void updateReplay();
    void showReplay();
    void askWhereToSaveRecording();
    void saveRecordingTo(const QString &path);
    void openFindBar();
    RowScrollArea *zoomedView() const;
    void updateActions();
    void fillToolBars(RunActions *actions);
    void createOutputTools();
    void serve(OutputView *view);
    void openLink(const QUrl &url);
    void showLog();
    void remember();
    void readKeptView();
    void takeKeptView(quint64 id, const RecordView &view);
    void keepView();
    void connectSession();
    void updateMessages();
    void updatePlaceholder();
    void showHeld();
    void updateDocumentNotice();
    void saveOutput();
    void saveOutputOf(const OutputView *view);
    void createFindBar();
    void createFilterPane();
    OutputView *activeOutput() const;
    void copySelection();
    void copySelectionAsHtml();
    void selectEverything();
    HighlightDialog *editHighlighting();
    void setHighlightRules(const HighlightRuleList &rules);

    std::unique_ptr<Ui::RunPage> m_ui;
    PatternHistory *m_patterns;
    FindBar *m_findBar;
    FilterPane *m_filterPane;
    HexToggle *m_hexToggle;
    TerminalPanel *m_terminalPanel = nullptr;
    ReplayBar *m_replayBar = nullptr;
    std::unique_ptr<TerminalReplay> m_replay; ///< of the run that is shown, once it has ended
    std::shared_ptr<OutputLog> m_replayedLog;
    bool m_isReplayShown = false; ///< in place of what the run left
    QSet<quint64> m_textIds; // runs whose text is shown in place of their terminal
    QAction *m_reload;
    OutputGoToBar *m_goToBar = nullptr;
    QTimer m_heldTimer; // most outputs end a moment after their process
    QPointer<Session> m_session;
    HighlightRuleList m_highlightRules;
    QHash<quint64, OutputView::Memory> m_memories; // by the id of the run
    QHash<quint64, FilterPane::Query> m_queries; // the same
    QHash<quint64, RecordView> m_keptViews; // the same; as they are in their records
    QSet<quint64> m_viewsBeingRead; // likewise; nothing may be kept in their place yet
    RecordViewKeeper m_keeper;
    bool m_isRecalling = false; // what changes then was not set by the user
};

} // namespace Spawnscope
