#include "ui/liveness/heart_alarm.h"

#include <QApplication>
#include <QSettings>
#include <QSystemTrayIcon>

#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

const QString SoundKey = QStringLiteral("liveness/sound");
const QString NotificationKey = QStringLiteral("liveness/notification");
constexpr std::size_t MostNames = 3;

} // namespace

HeartAlarm::HeartAlarm(QObject* parent) : QObject(parent)
{
    const QSettings settings;
    m_sounds = settings.value(SoundKey, false).toBool();
    m_notifies = settings.value(NotificationKey, false).toBool();
    for (QTimer* timer : {&m_gather, &m_quiet}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &HeartAlarm::tell);
    }
}

HeartAlarm::~HeartAlarm() = default;

void HeartAlarm::setSounds(bool on)
{
    m_sounds = on;
    QSettings().setValue(SoundKey, on);
    Q_EMIT changed();
}

void HeartAlarm::setNotifies(bool on)
{
    m_notifies = on;
    QSettings().setValue(NotificationKey, on);
    Q_EMIT changed();
}

void HeartAlarm::add(const Observer::HeartEvent& event)
{
    if (event.change.kind == HeartChangeKind::Back) {
        if (m_lostCount > 0)
            ++m_backCount;
        return;
    }
    if (event.change.kind != HeartChangeKind::Lost)
        return;
    ++m_lostCount;
    if (m_lost.size() < MostNames)
        m_lost.insert(event.change.id);
    if (!m_gather.isActive() && !m_quiet.isActive())
        m_gather.start(GatherMs);
}

void HeartAlarm::clear()
{
    m_lost.clear();
    m_lostCount = m_backCount = 0;
    m_gather.stop();
}

void HeartAlarm::tell()
{
    if (m_lostCount == 0)
        return;
    QStringList names;
    for (const std::string& id : m_lost)
        names << toQString(id);
    QString text = m_lostCount == 1 ? tr("1 heart was lost: %1").arg(names.value(0))
                                    : tr("%1 hearts were lost: %2").arg(countText(m_lostCount), names.join(tr(", ")));
    if (m_lostCount > m_lost.size() && m_lostCount > 1)
        text += tr(" and %1 more").arg(countText(m_lostCount - m_lost.size()));
    if (m_backCount > 0)
        text += tr("; %1 came back").arg(countText(m_backCount));
    clear();
    m_quiet.start(QuietMs);
    Q_EMIT raised(text);
    if (m_sounds)
        QApplication::beep();
    if (m_notifies)
        notify(text);
}

void HeartAlarm::notify(const QString& text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        Q_EMIT messageWanted(text);
        return;
    }
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(Theme::instance().icon(QStringLiteral("zeroloom")), this);
        m_tray->setToolTip(tr("Zeroloom watches hearts"));
        m_tray->show();
    }
    m_tray->showMessage(tr("Hearts were lost"), text, QSystemTrayIcon::Warning);
}

} // namespace zeroloom
