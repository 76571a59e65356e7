// The last page of a lesson: what was predicted, what came true and what did not, and where to go from here. GUI thread
// only.
#pragma once

#include <optional>

#include <QWidget>

namespace zeroloom {

class LessonSession;

// Where a lesson leads to.
struct LessonLink {
    QString source; // "gallery:NAME"
    QString title;
};

class EndPage final : public QWidget {
    Q_OBJECT
public:
    // Without `next`, only the gallery is offered.
    EndPage(LessonSession& session, const std::optional<LessonLink>& next, QWidget* parent = nullptr);

Q_SIGNALS:
    void nextWanted();
    void galleryWanted();
};

} // namespace zeroloom
