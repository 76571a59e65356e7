// The sequence panel: lifelines of the selected nodes and an arrow for each message between them, as it happens. Stands
// still under the pointer; costs nothing while nobody sees it. GUI thread only.
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include <QWidget>

#include "core/base/file_system.h"
#include "core/observe/sequence.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/messages/message_source.h"
#include "ui/messages/sequence_lines.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace zeroloom {

class ElidedLabel;
class MessageWatch;
class PointerRest;
class RateChooser;
class SequenceView;
struct ReadMessage;

class SequencePanel final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t Limit = 2000; // messages kept, of both ends

    // Shows what `run` runs.
    SequencePanel(Document& document, RunController& run, FileSystem& files, QWidget* parent = nullptr);
    // Shows what `source` has whenever observationCame() says so.
    SequencePanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                  QWidget* parent = nullptr);

    void observationCame();
    // The nodes that this place has to do with, whatever is selected.
    void choose(const Place& place);
    void followSelection();

    // What is shown now, in the theme's colours.
    QString toSvg() const;
    QString toMermaid() const;
    // Whether new messages wait: the pointer rests on the view, it was scrolled up, or it is held.
    bool isFrozen() const;

    QSize sizeHint() const override { return {900, 240}; }
    QSize minimumSizeHint() const override { return {320, 110}; }

Q_SIGNALS:
    void saved(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    SequencePanel(Document& document, FileSystem& files, QWidget* parent);
    void build();
    void connectParts();
    void follow();
    void take(const std::vector<ReadMessage>& messages);
    void forget();
    void showSequence();
    void showState();
    QString whyEmpty() const;
    QString statusText() const;
    void selectWire(const WireId& wire);
    void resume();
    void save();

    Document& m_document;
    FileSystem& m_files;
    MessageWatch* m_watch = nullptr;
    ElidedLabel* m_title;
    QToolButton* m_pin;
    RateChooser* m_rate;
    QToolButton* m_resume;
    QToolButton *m_hold, *m_zoomOut, *m_zoomIn, *m_clear, *m_save;
    QStackedWidget* m_whole; // the view, or why it is empty
    QLabel* m_empty;
    SequenceView* m_view;
    ElidedLabel* m_status;
    PointerRest* m_pointer;
    std::optional<Place> m_place;   // that is pinned
    std::optional<Selection> m_own; // the selection that a click in the view made
    LifelineChoice m_lines;
    std::deque<ObservedMessage> m_messages;
    bool m_trimmed = false; // older ones were let go
    std::uint64_t m_leftOut = 0;
};

} // namespace zeroloom
