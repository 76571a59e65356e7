// SIGTERM, SIGINT and SIGHUP as a Qt signal on the GUI thread, so that hosts are ended and unsaved work is kept.
#pragma once

#include <array>

#include <QObject>

class QSocketNotifier;

namespace zeroloom {

// One for a process. With the destructor the signals end the process again.
class SignalWatcher final : public QObject {
    Q_OBJECT
public:
    explicit SignalWatcher(QObject* parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    void terminated(int signal);

private:
    std::array<int, 2> m_ends{-1, -1};
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace zeroloom
