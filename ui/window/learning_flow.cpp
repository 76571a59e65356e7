#include "ui/window/learning_flow.h"

#include <algorithm>

#include <QScopedValueRollback>
#include <QSplitter>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/lesson/lesson_fit.h"
#include "ui/lesson/lesson_panel.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/window/gallery_list.h"
#include "ui/window/questions.h"
#include "ui/window/start_panel.h"

namespace zeroloom {

namespace {

// By chapter, as the gallery shows them; nothing after the last one.
std::optional<LessonLink> lessonAfter(const QString& name)
{
    const std::vector<GalleryEntry>& entries = galleryEntries();
    const std::string here = name.toStdString();
    auto at = std::ranges::find(entries, here, &GalleryEntry::name);
    if (at == entries.end())
        return {};
    at = std::find_if(at + 1, entries.end(), [](const GalleryEntry& entry) { return entry.hasLesson(); });
    if (at == entries.end())
        return {};
    return LessonLink{toQString(GalleryPrefix) + toQString(at->name), toQString(at->lesson.title)};
}

// A lesson reads better when it is wider than the inspector; the canvas keeps this much.
constexpr int LessonWidth = 340;
constexpr int LeastCanvasWidth = 640;

} // namespace

LearningFlow::LearningFlow(Document& document, RunController& run, FileFlow& files, MessageBar& messages,
                           const WindowActions& actions, LearningPlaces places, QObject* parent)
    : QObject(parent), m_document(document), m_files(files), m_messages(messages), m_actions(actions),
      m_places(std::move(places)), m_start(new StartPanel(document, m_places.area, m_places.columns->widget(1))),
      m_lesson(new LessonPanel(document, run, m_places.side))
{
    m_lesson->hide();
    connect(m_start, &StartPanel::sourceChosen, this, &LearningFlow::openSource);
    connect(m_start, &StartPanel::newWanted, this, [this] {
        m_start->dismiss();
        m_actions.newTopology->trigger();
    });
    connect(m_start, &StartPanel::openWanted, m_actions.open, &QAction::trigger);
    connect(m_start, &StartPanel::openChanged, this, &LearningFlow::onStartOpen);
    connect(m_lesson, &LessonPanel::opened, this, &LearningFlow::showLesson);
    connect(m_lesson, &LessonPanel::closed, this, &LearningFlow::hideLesson);
    connect(m_lesson, &LessonPanel::galleryWanted, m_start, &StartPanel::open);
    connect(m_lesson, &LessonPanel::freshWanted, this, &LearningFlow::loadAfresh);
    connect(&files, &FileFlow::loadedFrom, this, &LearningFlow::onLoaded);
    connect(&document, &Document::changed, this, &LearningFlow::onDocumentChanged);
    connect(actions.gallery, &QAction::triggered, m_start, &StartPanel::open);
    connect(actions.lesson, &QAction::triggered, this, &LearningFlow::openLesson);
    onStartOpen(m_start->isOpen());
    updateActions();
}

// Messages stand where one looks.
void LearningFlow::onStartOpen(bool open)
{
    (open ? m_start->messagePlace() : m_places.stage)->insertWidget(0, &m_messages);
    if (!open)
        m_places.focusCanvas();
}

void LearningFlow::openSource(const QString& source)
{
    m_files.open(source);
    // What could not be opened is said on the page. Another window may have taken what could.
    if (m_messages.text(FileFlow::OpenKey).isEmpty())
        m_start->dismiss();
}

void LearningFlow::onLoaded(const QString& source)
{
    const QString prefix = toQString(GalleryPrefix);
    m_pattern = source.startsWith(prefix) ? source.mid(prefix.size()) : QString();
    updateActions();
    const GalleryEntry* entry = m_pattern.isEmpty() ? nullptr : galleryEntry(m_pattern);
    if (entry != nullptr && entry->hasLesson())
        m_lesson->open(*entry, m_step, lessonAfter(m_pattern));
}

void LearningFlow::onDocumentChanged(const ChangeSet& changes)
{
    if (changes.replaced)
        m_pattern.clear();
    if (changes.replaced || changes.meaningChanged)
        updateActions();
}

const GalleryEntry* LearningFlow::entryHere() const
{
    if (const GalleryEntry* entry = m_pattern.isEmpty() ? nullptr : galleryEntry(m_pattern))
        return entry->hasLesson() ? entry : nullptr;
    // A copy of the learner's own.
    const Topology& topology = m_document.topology();
    for (const GalleryEntry& entry : galleryEntries()) {
        if (entry.hasLesson() && entry.topology.name == topology.name && missingForLesson(entry, topology).empty())
            return &entry;
    }
    return nullptr;
}

void LearningFlow::updateActions() { m_actions.lesson->setEnabled(entryHere() != nullptr); }

void LearningFlow::openLesson()
{
    if (m_lesson->session() != nullptr)
        showLesson();
    else if (const GalleryEntry* entry = entryHere())
        m_lesson->open(*entry, {}, lessonAfter(toQString(entry->name)));
    m_start->dismiss();
}

void LearningFlow::showLesson()
{
    QTabWidget& side = *m_places.side;
    if (side.indexOf(m_lesson) < 0) {
        side.addTab(m_lesson, tr("Lesson"));
        m_openedSide = !m_actions.showInspector->isChecked();
    }
    m_actions.showInspector->setChecked(true);
    side.setCurrentWidget(m_lesson);
    // A window that is still to be shown has no widths yet.
    QTimer::singleShot(0, this, &LearningFlow::giveRoom);
}

void LearningFlow::giveRoom()
{
    QList<int> widths = m_places.columns->sizes();
    const int more = LessonWidth - widths.value(2);
    if (more > 0 && widths.value(1) - more >= LeastCanvasWidth) {
        widths[1] -= more;
        widths[2] += more;
        m_places.columns->setSizes(widths);
    }
}

void LearningFlow::hideLesson()
{
    const int tab = m_places.side->indexOf(m_lesson);
    if (tab < 0)
        return;
    m_places.side->removeTab(tab);
    if (m_openedSide)
        m_actions.showInspector->setChecked(false);
    m_openedSide = false;
    m_places.focusCanvas();
}

void LearningFlow::loadAfresh(const QString& source, std::optional<std::size_t> step)
{
    if (m_document.modified()) {
        switch (askToSave(m_document.displayName(), false, m_places.area->window())) {
        case SaveAnswer::Save:
            if (!m_files.save())
                return;
            break;
        case SaveAnswer::Discard:
            break;
        case SaveAnswer::Cancel:
            return;
        }
    }
    const QScopedValueRollback resuming(m_step, step);
    m_files.load(source);
}

} // namespace zeroloom
