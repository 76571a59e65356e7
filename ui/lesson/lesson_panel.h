// The lesson beside the canvas: reads, asks, acts on the run that the canvas shows, and tells what came of every claim.
// GUI thread only.
#pragma once

#include <QPointer>
#include <QWidget>

#include "ui/lesson/end_page.h"
#include "ui/lesson/lesson_session.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace zeroloom {

class Plate;
class StepBar;

class LessonPanel final : public QWidget {
    Q_OBJECT
public:
    LessonPanel(Document& document, RunController& run, QWidget* parent = nullptr);

    // Begins the lesson of an entry whose topology stands in the document. At `step` of it when one is named.
    // What its last page offers as the next one, when there is any.
    void open(GalleryEntry entry, std::optional<std::size_t> step = {}, std::optional<LessonLink> next = {});
    // Ends the lesson; topology and run stay as they are.
    void close();
    // Nullptr: no lesson is open.
    LessonSession* session() const { return m_session; }

Q_SIGNALS:
    void opened();
    void closed();
    void galleryWanted();
    // A pattern with its lesson: the same one as it was, for this step if one is shown, where the topology does not fit
    // the lesson any more; or the next one.
    void freshWanted(const QString& source, std::optional<std::size_t> step);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildHead(QVBoxLayout* layout);
    void buildFoot(QVBoxLayout* layout);
    void showPage();
    void removePage();
    void refresh();
    void refreshNotice();
    void refreshButtons();
    void keepFocus();
    void goOn();
    void goBack();
    QString goOnText() const;
    QString noticeText() const;

    Document& m_document;
    RunController& m_run;
    LessonSession* m_session = nullptr;
    std::optional<LessonLink> m_next;
    QLabel *m_title, *m_subtitle;
    QWidget* m_barPlace;
    StepBar* m_bar = nullptr;
    QScrollArea* m_scroll;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
    QPointer<Plate> m_notice;
    QString m_noticeText;
    QWidget* m_page = nullptr;
    LessonSession::Phase m_shownPhase = LessonSession::Phase::Reading;
    bool m_followsEnd = false; // what comes below is scrolled to, until the learner scrolls
    QPushButton *m_back, *m_again, *m_goOn;
};

} // namespace zeroloom
