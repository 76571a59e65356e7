// Work that takes long, done beside the window, of which only the newest counts: what was asked for before is not
// started any more, and what of it had started is not delivered.
//
// GUI thread only. The work itself runs on a thread of the global pool and must touch nothing that it does not own.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <QObject>

namespace zeroloom {

class LatestWork final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // `work()` gives what `done(result)` gets, on the GUI thread, unless something newer was asked for or this is gone.
    template <typename Work, typename Done>
    void start(Work work, Done done)
    {
        begin([work = std::move(work), done = std::move(done)]() mutable -> Delivery {
            auto result = std::make_shared<decltype(work())>(work());
            return [done = std::move(done), result] { done(std::move(*result)); };
        });
    }
    void cancel();
    // Whether something is still to be delivered.
    bool busy() const { return m_awaited; }

private:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>;
    void begin(Job job);
    void launch(Job job);
    void onFinished(quint64 number, const Delivery& deliver);

    quint64 m_number = 0; // of the newest
    bool m_running = false;
    bool m_awaited = false;
    Job m_waiting; // for the one that runs; empty: nothing
};

} // namespace zeroloom
