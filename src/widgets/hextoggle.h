// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QObject>
#include <QSet>

#include <memory>

class QAction;

namespace Spawnscope {

class HexPanel;
class MessageStrip;
class OutputView;

/// Shows an output either as lines or as bytes, at the same place, and offers the bytes where the
/// output looks binary.
///
/// Ownership: none of the widgets.
class HexToggle final : public QObject
{
    Q_OBJECT

public:
    HexToggle(OutputView *lines, HexPanel *bytes, MessageStrip *offer, QObject *parent = nullptr);

    QAction *action() const { return m_action; } ///< checked while bytes are shown
    bool isHex() const;

    /// @p id tells logs apart; each comes back as it was left. Call it after the view of lines has
    /// the log. Null shows lines.
    void setLog(const std::shared_ptr<const OutputLog> &log, quint64 id);
    /// The log has grown.
    void refresh();

    /// Of the one that is shown.
    void copy();
    void selectAll();

Q_SIGNALS:
    void toggled(bool isHex);

private:
    void show(bool isHex);
    void goToBytes();
    void goToLines();
    void lookAtBeginning();

    OutputView *m_lines;
    HexPanel *m_bytes;
    MessageStrip *m_offer;
    QAction *m_action;
    std::shared_ptr<const OutputLog> m_log;
    quint64 m_id = 0;
    QSet<quint64> m_hexIds; // shown as bytes
    QSet<quint64> m_judgedIds; // known to be text, or the bytes were offered
};

} // namespace Spawnscope
