// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace Spawnscope {

/// Writes to standard output or error of this program on a thread of its own, so that a reader who
/// takes his time never keeps the event loop from its work.
///
/// Flow:   write() always accepts; who writes stops while isFull() and goes on at hasRoom().
/// Thread: all functions on the thread it was made on, where the signals arrive too.
/// The destructor waits for a write that is going on and drops what is not written.
class OutputPump final : public QObject
{
    Q_OBJECT

public:
    /// `fd` is 1 or 2.
    explicit OutputPump(int fd, QObject *parent = nullptr);
    ~OutputPump() override;

    void write(const QByteArray &bytes);
    /// True asks for a hasRoom().
    bool isFull();
    /// Nothing more will be written; answered by done().
    void finish();
    /// What writing failed with; none while all is well. What is written after it is dropped.
    std::error_code error() const { return m_error; }

Q_SIGNALS:
    void hasRoom();
    /// Nobody takes the bytes any more (broken_pipe), or they cannot be stored; once.
    void broken(std::error_code error);
    /// All is written, or is given up.
    void done();

private:
    void run();

    int m_fd;
    std::error_code m_error;
    std::mutex m_mutex; // guards the five below
    std::condition_variable m_wake;
    std::vector<QByteArray> m_waiting;
    qsizetype m_waitingBytes = 0; ///< with what is being written
    bool m_isRoomWanted = false;
    bool m_isFinishing = false;
    bool m_isEnding = false;
    std::thread m_thread; ///< last: it uses all the others
};

} // namespace Spawnscope
