// SPDX-License-Identifier: MIT
#include "widgets/lossquestion.h"

#include "launcher/session.h"
#include "models/formatting.h"
#include "models/runstate.h"

#include <QPushButton>

namespace Spawnscope {

namespace {

constexpr qsizetype MostNamed = 5;
constexpr qsizetype LongestTitle = 60;

QString titleOf(const Session &session)
{
    const QString title = sessionTitle(session).simplified();
    return title.size() > LongestTitle ? title.first(LongestTitle - 1) + QChar(0x2026) : title;
}

} // namespace

LossQuestion::LossQuestion(const QList<Session *> &waiting, Occasion occasion, QWidget *parent)
    : QMessageBox(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(QMessageBox::Warning);
    setTextFormat(Qt::PlainText);
    setWindowTitle(tr("Output Would Be Lost"));
    setText(tr("Output still waits until there is room on the disk."));
    const bool isClosing = occasion == Occasion::ClosingTheWindow;
    QStringList sentences{isClosing ? tr("When the window is closed now, it is lost:")
                                    : tr("When it is taken from the list now, it is lost:")};
    for (const Session *session : waiting.first(std::min(waiting.size(), MostNamed)))
        sentences.append(tr("at least %1 of \"%2\"")
                             .arg(formatBytes(session->waitingBytes()), titleOf(*session)));
    if (waiting.size() > MostNamed)
        sentences.append(tr("and output of %1 more").arg(waiting.size() - MostNamed));
    setInformativeText(sentences.join(u'\n'));
    QPushButton *keep = addButton(isClosing ? tr("&Keep Open") : tr("&Keep It"),
                                  QMessageBox::RejectRole);
    QPushButton *discard = addButton(isClosing ? tr("&Discard and Close")
                                               : tr("&Discard and Remove"),
                                     QMessageBox::DestructiveRole);
    setDefaultButton(keep);
    setEscapeButton(keep);
    connect(discard, &QAbstractButton::clicked, this, &LossQuestion::discardChosen);
}

} // namespace Spawnscope
