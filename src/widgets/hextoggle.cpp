// SPDX-License-Identifier: MIT
#include "widgets/hextoggle.h"

#include "widgets/hexpanel.h"
#include "widgets/hexview.h"
#include "widgets/icons.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"

#include <QAction>

namespace Spawnscope {

HexToggle::HexToggle(OutputView *lines, HexPanel *bytes, MessageStrip *offer, QObject *parent)
    : QObject(parent)
    , m_lines(lines)
    , m_bytes(bytes)
    , m_offer(offer)
    , m_action(new QAction(namedIcon(QStringLiteral("hex")), tr("He&x"), this))
{
    m_action->setCheckable(true);
    m_action->setEnabled(false);
    m_action->setShortcut(QKeySequence(QStringLiteral("Ctrl+H")));
    const QString toolTip = tr("Show the bytes of the output in place of its lines");
    m_action->setStatusTip(toolTip);
    m_action->setToolTip(QStringLiteral("%1 (%2)").arg(
        toolTip, m_action->shortcut().toString(QKeySequence::NativeText)));
    m_bytes->hide();
    connect(m_action, &QAction::toggled, this, &HexToggle::show);

    auto *accept = new QAction(tr("Show as &Hex"), this);
    connect(accept, &QAction::triggered, m_action, [this] { m_action->setChecked(true); });
    m_offer->addButton(accept);
}

bool HexToggle::isHex() const
{
    return m_action->isChecked();
}

void HexToggle::setLog(const std::shared_ptr<const OutputLog> &log, quint64 id)
{
    m_log = nullptr; // what is shown now is left as it is
    m_action->setChecked(false);
    m_log = log;
    m_id = id;
    m_offer->hide();
    m_bytes->setLog(log);
    m_action->setEnabled(log != nullptr);
    m_action->setChecked(log && m_hexIds.contains(id));
    lookAtBeginning();
}

void HexToggle::refresh()
{
    if (isHex())
        m_bytes->view()->refresh();
    lookAtBeginning();
}

void HexToggle::show(bool isHex)
{
    const bool hadFocus = m_lines->hasFocus() || m_bytes->view()->hasFocus();
    if (m_log) {
        if (isHex)
            goToBytes();
        else
            goToLines();
        isHex ? void(m_hexIds.insert(m_id)) : void(m_hexIds.remove(m_id));
    }
    m_lines->setVisible(!isHex);
    m_bytes->setVisible(isHex);
    m_offer->hide();
    if (hadFocus)
        (isHex ? static_cast<QWidget *>(m_bytes) : m_lines)->setFocus();
    Q_EMIT toggled(isHex);
}

/// To the first line on the page that a child's stream holds.
void HexToggle::goToBytes()
{
    HexView *view = m_bytes->view();
    view->refresh();
    const auto isOfChild = [](const PageLine &line) {
        return line.kind == PageLine::Kind::Output
            && (line.line.stream == OutputStream::Stdout
                || line.line.stream == OutputStream::Stderr);
    };
    const auto &lines = m_lines->page().lines();
    const auto top = std::find_if(lines.begin(), lines.end(), isOfChild);
    if (top == lines.end())
        return;
    m_bytes->setStream(top->line.stream);
    if (m_lines->isFollowing())
        view->goTo(view->size() - 1);
    else
        view->showAtTop(top->line.offset);
}

void HexToggle::goToLines()
{
    const HexView *view = m_bytes->view();
    if (view->isFollowing() || view->size() == 0) {
        m_lines->setFollowing(view->isFollowing() || m_lines->isFollowing());
        return;
    }
    OutputView::Place place;
    place.line = m_log->rowOfByte(OutputFilter::All, view->stream(), view->topOffset());
    place.filter = m_lines->filter();
    place.seenEnd = m_lines->page().rows().end;
    m_lines->setPlace(place);
}

/// Once for each log, as soon as there is enough to see.
void HexToggle::lookAtBeginning()
{
    constexpr qint64 Enough = 1024;
    if (!m_log || isHex() || m_judgedIds.contains(m_id))
        return;
    bool isKnown = true;
    for (const OutputStream stream : {OutputStream::Stdout, OutputStream::Stderr}) {
        if (looksBinary(m_log->readBytes(stream, 0, Enough))) {
            m_judgedIds.insert(m_id);
            m_bytes->setStream(stream);
            m_offer->showMessage(Severity::Info,
                                 tr("This looks like binary output. Show it as hex?"));
            return;
        }
        isKnown = isKnown && m_log->streamSize(stream) >= Enough;
    }
    if (isKnown || m_log->isFinished())
        m_judgedIds.insert(m_id);
}

void HexToggle::copy()
{
    if (isHex())
        m_bytes->view()->copyHex();
    else
        m_lines->copy();
}

void HexToggle::selectAll()
{
    if (isHex())
        m_bytes->view()->selectAll();
    else
        m_lines->selectAll();
}

} // namespace Spawnscope
