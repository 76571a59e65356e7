// The last page of a lesson: what was predicted, what came true and what did not, and where to go from here. GUI thread
// only.
#pragma once

#include <QWidget>

namespace zeroloom {

class LessonSession;

class EndPage final : public QWidget {
    Q_OBJECT
public:
    explicit EndPage(LessonSession& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void galleryWanted();
};

} // namespace zeroloom
