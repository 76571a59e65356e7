// Takes a picture of a window when it shows what it is meant to show. GUI thread only.
#pragma once

#include <optional>

#include <QObject>
#include <QString>

namespace zeroloom {

class MainWindow;

struct ScreenshotOptions {
    QString path;               // a PNG
    std::optional<int> afterMs; // none: as soon as painted, and with `live` when messages flow
    bool live = false;          // the topology was started
};

class Screenshot final : public QObject {
    Q_OBJECT
public:
    Screenshot(MainWindow& window, ScreenshotOptions options);

Q_SIGNALS:
    // `error` is empty when the picture is on the disk.
    void finished(const QString& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onPainted();
    void onObservation();
    void take();

    MainWindow& m_window;
    ScreenshotOptions m_options;
    bool m_painted = false;
    bool m_taken = false;
};

} // namespace zeroloom
