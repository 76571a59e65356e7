#include "ui/window/latest_work.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace zeroloom {

void LatestWork::begin(Job job)
{
    ++m_number;
    m_awaited = true;
    if (m_running) {
        m_waiting = std::move(job);
    } else {
        launch(std::move(job));
    }
}

void LatestWork::cancel()
{
    ++m_number;
    m_awaited = false;
    m_waiting = nullptr;
}

void LatestWork::launch(Job job)
{
    m_running = true;
    QThreadPool::globalInstance()->start(
        [job = std::move(job), number = m_number, self = QPointer<LatestWork>(this)]() mutable {
            Delivery deliver = job();
            job = nullptr;
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, number, deliver = std::move(deliver)] {
                    if (self) {
                        self->onFinished(number, deliver);
                    }
                },
                Qt::QueuedConnection);
        });
}

void LatestWork::onFinished(quint64 number, const Delivery& deliver)
{
    m_running = false;
    if (number == m_number) {
        m_awaited = false;
        deliver(); // may ask for the next
    } else if (m_waiting) {
        launch(std::exchange(m_waiting, nullptr));
    }
}

} // namespace zeroloom
