// One lesson as a learner goes through it in a window: where they are, what they chose, what came of each claim, and
// what is remembered of it. Shows nothing.
//
// Document and run outlive it. Ending it leaves the topology and its run as they are. GUI thread only.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include "core/gallery/gallery.h"
#include "core/gallery/lesson_player.h"
#include "ui/lesson/lesson_progress.h"
#include "ui/lesson/window_stage.h"

namespace zeroloom {

class LessonSession final : public QObject {
    Q_OBJECT
public:
    enum class Page { Introduction, Step, End };
    enum class Phase {
        Reading,
        Preparing, // the run is brought to where the step begins
        Acting,
        Checking,
        Told,
        Failed, // problem() says why; goOn() begins the step again
    };

    LessonSession(GalleryEntry entry, Document& document, RunController& run, QObject* parent = nullptr);

    const GalleryEntry& entry() const { return m_entry; }
    const Lesson& lesson() const { return m_entry.lesson; }
    const LessonRecord& record() const { return m_record; }

    Page page() const { return m_page; }
    std::size_t step() const { return m_step; } // while page() is Step
    const LessonStep& current() const { return lesson().steps[m_step]; }
    Phase phase() const;
    const std::vector<ClaimResult>& results() const { return m_player.results(); }
    std::optional<std::size_t> chosen() const { return m_player.chosen(); }
    std::size_t actsDone() const { return m_player.actsDone(); } // of the step's
    QString problem() const;
    // What of the topology the lesson speaks of and is not there any more; empty: it fits, and can be played.
    const QStringList& missing() const { return m_missing; }

    // Whether goOn() does something now.
    bool canGoOn() const;
    // Every step up to the first that was not done yet.
    bool canGoTo(std::size_t step) const;
    // Where a learner who comes back goes on: the first step that was not done.
    std::size_t nextStep() const;

    void choose(std::size_t choice);
    void goOn(); // from the introduction: to nextStep()
    void goTo(std::size_t step);
    void goToIntroduction();

Q_SIGNALS:
    void pageChanged(); // another page or step, or the same one from its beginning
    void changed();     // something of the page
    void replaced();    // another topology stands in the document: the lesson is over

private:
    void enterStep(std::size_t step, bool anew);
    void prepare(bool anew);
    void advancePreparing();
    void beginPreparedRun();
    void advance();
    void onDocumentChanged(const ChangeSet& changes);
    void interrupt(const QString& why);
    bool onTold();
    void end();
    void watch();

    const GalleryEntry m_entry;
    Document& m_document;
    RunController& m_run;
    WindowStage m_stage;
    LessonPlayer m_player;
    LessonRecord m_record;
    Page m_page = Page::Introduction;
    std::size_t m_step = 0;
    QString m_problem;
    QStringList m_missing;
    enum class Preparing { No, Stops, Starts } m_preparing = Preparing::No;
    RunConditions m_prepared;
    QElapsedTimer m_preparingSince;
    QTimer m_tick;
    bool m_advancing = false; // what the lesson does to the run is told while it does it
};

} // namespace zeroloom
