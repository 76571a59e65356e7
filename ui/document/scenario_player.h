// Plays a scenario: does each of its acts at its time, counted from when everything runs, or from now when it does
// already. Wires that it disturbs have their relays from the start where nothing runs yet. GUI thread only.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

class ScenarioPlayer final : public QObject {
    Q_OBJECT
public:
    ScenarioPlayer(Document& document, RunController& run, QObject* parent = nullptr);

    // In place of one that is playing. It ends with the run. Where nothing runs, the caller starts it next, or stops this.
    void play(const Scenario& scenario);
    void stop(); // what was done stays
    bool isPlaying() const { return m_playing; }
    QString name() const;

Q_SIGNALS:
    void changed();
    // An act that cannot be read or done now, which and why; the next ones go on.
    void failed(const QString& message);

private:
    void onState();
    void doDue();
    std::vector<Act> readableActs() const;

    Document& m_document;
    RunController& m_run;
    Scenario m_scenario;
    bool m_playing = false;
    bool m_started = false; // a run was seen since play()
    std::size_t m_next = 0;
    QElapsedTimer m_clock; // since everything ran
    QTimer m_timer;
};

} // namespace zeroloom
