// SPDX-License-Identifier: MIT
#include "widgets/outputcopyreport.h"

#include "models/formatting.h"
#include "widgets/messagestrip.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QUrl>

#include <utility>

namespace Spawnscope {

OutputCopyReport::OutputCopyReport(OutputCopier *copier, MessageStrip *strip, QObject *parent)
    : QObject(parent)
    , m_copier(copier)
    , m_strip(strip)
    , m_cancel(new QAction(tr("Cancel"), this))
    , m_showFile(new QAction(tr("Open Folder"), this))
    , m_copyPath(new QAction(tr("Copy Its Name"), this))
{
    for (QAction *action : {m_cancel, m_showFile, m_copyPath}) {
        action->setVisible(false);
        strip->addButton(action);
    }
    connect(m_cancel, &QAction::triggered, copier, &OutputCopier::cancel);
    connect(m_showFile, &QAction::triggered, this, [this] {
        const QString folder = QFileInfo(m_copier->state().path).absolutePath();
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
    connect(m_copyPath, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_copier->state().path); });
    connect(copier, &OutputCopier::stateChanged, this, &OutputCopyReport::show);
}

void OutputCopyReport::show(const CopyState &state)
{
    using Kind = CopyState::Kind;
    const bool wasUnderWay = std::exchange(m_wasUnderWay, state.isUnderWay());
    m_cancel->setVisible(state.isUnderWay());
    m_showFile->setVisible(state.kind == Kind::InFile);
    m_copyPath->setVisible(state.kind == Kind::InFile);
    m_strip->setClosable(!state.isUnderWay());
    const QString size = formatBytes(state.bytes);
    QString text;
    Severity severity = Severity::Info;
    switch (state.kind) {
    case Kind::None:
    case Kind::Cancelled:
        break;
    case Kind::Gathering:
        text = tr("The selection is being copied: %1 so far.").arg(size);
        break;
    case Kind::Writing:
        text = tr("The selection is too much for the clipboard. It is being written to a file: %1 "
                  "so far.")
                   .arg(size);
        break;
    case Kind::OnClipboard:
        if (wasUnderWay)
            text = tr("The selection (%1) is on the clipboard.").arg(size);
        break;
    case Kind::InFile:
        text = tr("The selection (%1) is too much for the clipboard. It was written to %2.")
                   .arg(size, state.path);
        break;
    case Kind::Failed:
        severity = Severity::Error;
        text = tr("The selection is too much for the clipboard, and it could not be written to "
                  "%1: %2.")
                   .arg(state.path, state.error);
        break;
    }
    if (text.isEmpty())
        m_strip->hide();
    else if (state.isUnderWay() && wasUnderWay)
        m_strip->setText(text);
    else
        m_strip->showMessage(severity, text);
}

} // namespace Spawnscope
