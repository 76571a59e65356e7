// The gallery and its lessons in one window: the start page, the lesson beside the canvas, and how one leads to the
// other. GUI thread only.
#pragma once

#include <functional>
#include <optional>

#include <QObject>

#include "core/gallery/gallery.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/window/file_flow.h"
#include "ui/window/message_bar.h"
#include "ui/window/window_actions.h"

class QSplitter;
class QTabWidget;
class QVBoxLayout;

namespace zeroloom {

class LessonPanel;
class StartPanel;

// Where they stand in the window. All of it outlives the flow.
struct LearningPlaces {
    QWidget* area = nullptr;      // what the start page covers a part of
    QSplitter* columns = nullptr; // palette, canvas with its tabs, side
    QTabWidget* side = nullptr;   // the inspector's column, which the lesson shares with it
    QVBoxLayout* stage = nullptr; // messages above the canvas
    std::function<void()> focusCanvas;
};

class LearningFlow final : public QObject {
    Q_OBJECT
public:
    LearningFlow(Document& document, RunController& run, FileFlow& files, MessageBar& messages,
                 const WindowActions& actions, LearningPlaces places, QObject* parent);

    StartPanel& startPage() { return *m_start; }
    LessonPanel& lesson() { return *m_lesson; }

private:
    void onLoaded(const QString& source);
    void onDocumentChanged(const ChangeSet& changes);
    void onStartOpen(bool open);
    void openSource(const QString& source);
    void openLesson();
    void showLesson();
    void giveRoom();
    void hideLesson();
    void loadAfresh(const QString& source, std::optional<std::size_t> step);
    // The entry whose lesson fits what stands in the document; nullptr: none.
    const GalleryEntry* entryHere() const;
    void updateActions();

    Document& m_document;
    FileFlow& m_files;
    MessageBar& m_messages;
    const WindowActions& m_actions;
    const LearningPlaces m_places;
    StartPanel* m_start;
    LessonPanel* m_lesson;
    QString m_pattern; // the gallery's name of what stands in the document; empty: it came from elsewhere
    std::optional<std::size_t> m_step; // to go on with in the lesson that is loaded next
    bool m_openedSide = false;         // the column was hidden before the lesson
};

} // namespace zeroloom
