// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <QByteArrayView>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <system_error>

namespace Spawnscope {

/// Reads a pipe, a file or a console in pieces and no further than its pieces are taken.
///
/// Thread:   create, use and destroy on one thread that runs a Qt event loop.
/// Platform: inputsource_unix.cpp (QSocketNotifier), inputsource_windows.cpp (a thread that reads,
///           since any handle may come in).
class InputSource final : public QObject
{
    Q_OBJECT

public:
    struct Receiver
    {
        std::function<void(QByteArrayView)> arrived; ///< never empty; valid during the call only
        /// Once, the last call; with the system's error if it was not the end of the input.
        std::function<void(const std::optional<std::error_code> &)> ended;
    };
    /// Reads from now on. The receiver may call setReading(), and must not delete the object.
    InputSource(UniqueFd fd, Receiver receiver);
    ~InputSource() override;

    void setReading(bool isReading);

private:
    struct Private;
    const std::unique_ptr<Private> m;
};

} // namespace Spawnscope
