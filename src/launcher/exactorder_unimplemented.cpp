// SPDX-License-Identifier: MIT
#include "launcher/exactorder.h"

namespace Spawnscope {

bool ExactOrder::isSupported()
{
    return false;
}

ProcessResult<std::unique_ptr<ExactOrder>> ExactOrder::create(Receiver, int)
{
    return unexpected(
        ProcessError{ProcessStage::CreatePipe, std::make_error_code(std::errc::not_supported), {}});
}

ExactOrder::~ExactOrder() = default;

void ExactOrder::closeChildEnds() {}

void ExactOrder::setReading(bool isReading)
{
    m_isReading = isReading;
}

} // namespace Spawnscope
