// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputcopy.h"

#include <QObject>

class QAction;

namespace Spawnscope {

class MessageStrip;

/// Says in a strip how the copying of much text stands, with Cancel meanwhile and the way to the
/// file afterwards. A copy that is on the clipboard at once is not mentioned.
class OutputCopyReport final : public QObject
{
    Q_OBJECT

public:
    /// The strip belongs to this report alone. Both must live as long as it does.
    OutputCopyReport(OutputCopier *copier, MessageStrip *strip, QObject *parent = nullptr);

private:
    void show(const CopyState &state);

    OutputCopier *m_copier;
    MessageStrip *m_strip;
    QAction *m_cancel;
    QAction *m_showFile;
    QAction *m_copyPath;
    bool m_wasUnderWay = false;
};

} // namespace Spawnscope
