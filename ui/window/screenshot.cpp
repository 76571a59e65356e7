#include "ui/window/screenshot.h"

#include <QEvent>
#include <QPixmap>
#include <QThreadPool>
#include <QTimer>

#include "ui/window/main_window.h"

namespace zeroloom {

namespace {

// Rates are averages over the last second, so they say something after the first; a run that does not get there in
// this time is pictured as it is.
constexpr double LiveAfterSeconds = 1.6;
constexpr int GiveUpMs = 15000;

} // namespace

Screenshot::Screenshot(MainWindow& window, ScreenshotOptions options)
    : QObject(&window), m_window(window), m_options(std::move(options))
{
    window.installEventFilter(this);
}

bool Screenshot::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && !m_painted) {
        m_painted = true;
        // After this paint and what it posts (the canvas fits its view once it has a size).
        QTimer::singleShot(0, this, &Screenshot::onPainted);
    }
    return QObject::eventFilter(watched, event);
}

void Screenshot::onPainted()
{
    m_window.removeEventFilter(this);
    if (m_options.afterMs) {
        QTimer::singleShot(*m_options.afterMs, this, &Screenshot::take);
    } else if (m_options.live) {
        connect(&m_window.run(), &RunController::observationChanged, this, &Screenshot::onObservation);
        QTimer::singleShot(GiveUpMs, this, &Screenshot::take);
    } else {
        // The small pictures of the start page are drawn beside the window.
        QThreadPool::globalInstance()->waitForDone(GiveUpMs);
        QTimer::singleShot(0, this, &Screenshot::take);
    }
}

void Screenshot::onObservation()
{
    const ObservationPtr seen = m_window.run().observation();
    if (seen->seconds >= LiveAfterSeconds && seen->messagesInPerSecond.value > 0) {
        disconnect(&m_window.run(), nullptr, this, nullptr);
        QTimer::singleShot(0, this, &Screenshot::take);
    }
}

void Screenshot::take()
{
    if (m_taken) {
        return;
    }
    m_taken = true;
    const QPixmap picture = m_window.grab();
    const bool saved = picture.save(m_options.path, "PNG");
    Q_EMIT finished(saved ? QString() : tr("cannot write the picture to %1").arg(m_options.path));
}

} // namespace zeroloom
