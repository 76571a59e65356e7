// Tells that hearts were lost, once for each burst: by a sound, by a notification, or not at all, as the person wants
// and the settings remember. GUI thread only.
#pragma once

#include <set>

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include "core/observe/observer.h"

class QSystemTrayIcon;

namespace zeroloom {

class HeartAlarm final : public QObject {
    Q_OBJECT
public:
    static constexpr int GatherMs = 700; // from the first of a burst until it is told
    static constexpr int QuietMs = 8000; // from one until the next is told

    explicit HeartAlarm(QObject* parent = nullptr);
    ~HeartAlarm() override;

    bool sounds() const { return m_sounds; }
    bool notifies() const { return m_notifies; }
    void setSounds(bool on);
    void setNotifies(bool on);

    void add(const Observer::HeartEvent& event);
    void clear(); // what was gathered is of another run

Q_SIGNALS:
    void changed();                          // what the person wants
    void raised(const QString& text);        // a burst, in words, however it is told
    void messageWanted(const QString& text); // the desktop shows no notifications: the window must

private:
    void tell();
    void notify(const QString& text);

    std::set<std::string> m_lost; // names of those that were lost and are not back
    std::size_t m_lostCount = 0, m_backCount = 0;
    QTimer m_gather;
    QTimer m_quiet;
    QSystemTrayIcon* m_tray = nullptr;
    bool m_sounds = false, m_notifies = false;
};

} // namespace zeroloom
