// SPDX-License-Identifier: MIT
#include "launcher/replaystage.h"

#include <utility>

namespace Spawnscope {

ReplayStage::ReplayStage(std::shared_ptr<const OutputLog> terminalLog)
    : screen(TerminalSize())
    , log(std::make_shared<OutputLog>())
    , reader(std::move(terminalLog))
{
    OutputLog *const lines = log.get(); // which the screen must not keep alive
    screen.setTarget({.append =
                          [lines](QByteArrayView bytes, LiveScreen::Moment when) {
                              (void)lines->append(OutputStream::Stdout, bytes, when);
                          },
                      .rows = [lines] { return lines->rows(OutputFilter::Stdout).end; }});
}

ReplayPace::Around ReplayStage::around() const
{
    const std::scoped_lock lock(m_mutex);
    return m_around;
}

void ReplayStage::setAround(const ReplayPace::Around &around)
{
    const std::scoped_lock lock(m_mutex);
    m_around = around;
}

} // namespace Spawnscope
