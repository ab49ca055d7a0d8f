// SPDX-License-Identifier: MIT
#pragma once

#include "base/durations.h"
#include "process/error.h"

#include <QAbstractEventDispatcher>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <concepts>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace Spawnscope {

namespace Detail {

template <typename T, typename E>
struct PendingState
{
    std::optional<Result<T, E>> result;
    std::coroutine_handle<> waiter;
    std::function<void(Result<T, E>)> callback;
    std::function<void()> withdraw; ///< set by the producer: the consumer has lost interest
    std::unique_ptr<QTimer> timer;
    QMetaObject::Connection contextWatch; ///< of then()
    std::optional<std::stop_callback<std::function<void()>>> stopCallback;
};

} // namespace Detail

/// The answer to one question that may take time: a value or an error, once.
///
/// Await it in any coroutine (QCoro::Task and others), which gives a Result<T, E>, or hand it a
/// function with then(). Every wait can be bounded: within() ends it after a time, cancelledBy()
/// on request; both leave the question unanswered and nothing is lost. Destroying a Pending
/// withdraws the question; an answer that was there already goes with it, and so do the bytes of a
/// read. When the object that was asked is destroyed, the answer is the error
/// std::errc::operation_canceled, delivered from the event loop.
///
/// Thread: that of the object asked, also for request_stop() of a stop token.
template <typename T, typename E = ProcessError>
class [[nodiscard]] Pending
{
public:
    using Answer = Result<T, E>;

    /// Answered already.
    Pending(Answer &&answer)
        : m_answer(std::move(answer))
    {}
    template <std::same_as<T> Value>
    Pending(Value &&value)
        : m_answer(std::in_place, std::forward<Value>(value))
    {}
    Pending(Pending &&) noexcept = default;
    Pending &operator=(Pending &&other) noexcept
    {
        if (m_state)
            drop();
        m_answer = std::move(other.m_answer);
        m_state = std::move(other.m_state);
        return *this;
    }
    ~Pending()
    {
        if (m_state)
            drop();
    }

    bool isReady() const { return m_answer || (m_state && m_state->result); }

    /// Answers with std::errc::timed_out when there is no answer after `time`. Of several bounds
    /// the nearest holds; one of more than 24 days is none.
    Pending within(std::chrono::milliseconds time) &&
    {
        const bool isNearer = !isReady() && time <= longestTimer
            && (!m_state->timer || m_state->timer->remainingTimeAsDuration() > time);
        if (isNearer) {
            m_state->timer = std::make_unique<QTimer>();
            m_state->timer->setSingleShot(true);
            QObject::connect(m_state->timer.get(), &QTimer::timeout, giveUp(std::errc::timed_out));
            m_state->timer->start(timerBound(time));
        }
        return std::move(*this);
    }

    /// Answers with std::errc::operation_canceled when `token` is asked to stop first.
    Pending cancelledBy(const std::stop_token &token) &&
    {
        if (!isReady())
            m_state->stopCallback.emplace(token, giveUp(std::errc::operation_canceled));
        return std::move(*this);
    }

    /// Calls `callback` with the answer, once it is there, never from within this call. When
    /// `context` goes first, the question is withdrawn.
    void then(QObject *context, std::function<void(Answer)> callback) &&
    {
        auto guarded = [context = QPointer<QObject>(context),
                        callback = std::move(callback)](Answer answer) {
            if (context)
                callback(std::move(answer));
        };
        if (isReady()) {
            QMetaObject::invokeMethod(
                context,
                [guarded = std::move(guarded), answer = await_resume()] { guarded(answer); },
                Qt::QueuedConnection);
            return;
        }
        const std::shared_ptr<State> state = std::move(m_state);
        state->callback = std::move(guarded);
        state->contextWatch = QObject::connect(
            context, &QObject::destroyed, [weak = std::weak_ptr<State>(state)] {
                if (const std::shared_ptr<State> watched = weak.lock())
                    forget(watched.get());
            });
    }

    bool await_ready() const noexcept { return isReady(); }
    void await_suspend(std::coroutine_handle<> waiter) { m_state->waiter = waiter; }
    Answer await_resume() { return std::move(m_answer ? *m_answer : *m_state->result); }

private:
    using State = Detail::PendingState<T, E>;
    template <typename, typename>
    friend class PendingSource;

    explicit Pending(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {}

    std::function<void()> giveUp(std::errc code);

    void drop()
    {
        forget(m_state.get());
        m_state.reset();
    }

    /// The consumer has lost interest.
    static void forget(State *state)
    {
        state->waiter = {};
        state->callback = nullptr;
        state->timer.reset();
        state->stopCallback.reset();
        if (auto withdraw = std::exchange(state->withdraw, nullptr); withdraw && !state->result)
            withdraw();
    }

    std::optional<Answer> m_answer; ///< of a question that never had to wait
    std::shared_ptr<State> m_state; ///< of one that has
};

/// The answering side of a Pending.
template <typename T, typename E = ProcessError>
class PendingSource
{
public:
    using Answer = Result<T, E>;

    PendingSource()
        : m_state(std::make_shared<State>())
    {}

    /// To be called once. `withdraw` is called when the consumer has lost interest.
    Pending<T, E> pending(std::function<void()> withdraw = {})
    {
        m_state->withdraw = std::move(withdraw);
        return Pending<T, E>(m_state);
    }

    /// Gives the answer and resumes who waits for it, before it returns: the caller must be ready
    /// to be destroyed by that. Does nothing when an answer was given already.
    void answer(Answer answer) const { give(m_state, std::move(answer)); }

    /// Cancels from the event loop: for destructors, which do not call out.
    void abandon() const
    {
        if (m_state->result || !QAbstractEventDispatcher::instance())
            return;
        m_state->withdraw = nullptr;
        QMetaObject::invokeMethod(
            QAbstractEventDispatcher::instance(),
            [state = m_state] {
                give(state, unexpected(E::fromCode(std::errc::operation_canceled)));
            },
            Qt::QueuedConnection);
    }

    friend bool operator==(const PendingSource &a, const PendingSource &b)
    {
        return a.m_state == b.m_state;
    }

private:
    using State = Detail::PendingState<T, E>;
    template <typename, typename>
    friend class Pending;

    static void give(std::shared_ptr<State> state, Answer answer)
    {
        if (state->result)
            return;
        state->result.emplace(std::move(answer));
        state->withdraw = nullptr;
        state->stopCallback.reset();
        QObject::disconnect(state->contextWatch);
        if (state->timer)
            state->timer->stop();
        if (auto waiter = std::exchange(state->waiter, {}))
            waiter.resume();
        else if (auto callback = std::exchange(state->callback, nullptr))
            callback(std::move(*state->result));
    }

    std::shared_ptr<State> m_state;
};

template <typename T, typename E>
std::function<void()> Pending<T, E>::giveUp(std::errc code)
{
    return [weak = std::weak_ptr<State>(m_state), code] {
        const std::shared_ptr<State> state = weak.lock();
        if (!state || state->result)
            return;
        if (auto withdraw = std::exchange(state->withdraw, nullptr))
            withdraw();
        PendingSource<T, E>::give(state, unexpected(E::fromCode(code)));
    };
}

} // namespace Spawnscope
