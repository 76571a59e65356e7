// The sequence panel: lifelines of the selected nodes and an arrow for each message between them, as it happens. GUI
// thread only.
#pragma once

#include <deque>

#include "core/observe/sequence.h"
#include "ui/messages/message_watch_panel.h"
#include "ui/messages/sequence_lines.h"

namespace zeroloom {

class SequenceView;

class SequencePanel final : public MessageWatchPanel {
    Q_OBJECT
public:
    static constexpr std::size_t Limit = 2000; // messages kept, of both ends

    SequencePanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                  QWidget* parent = nullptr);

    // What is shown now, in the theme's colours.
    QString toSvg() const;
    QString toMermaid() const;

protected:
    void followPlace() override;
    void take(const std::vector<ReadMessage>& messages) override;
    void forget() override;
    bool hasAny() const override;
    bool isAtEnd() const override;
    void scrollToEnd() override;
    QString whyEmpty() const override;
    QString statusText() const override;
    void showParts(bool any) override;
    void save() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLayout* buildBar();
    void showSequence();
    void selectWire(const WireId& wire);

    ElidedLabel* m_title;
    QToolButton *m_zoomOut, *m_zoomIn;
    SequenceView* m_view;
    std::optional<Selection> m_own; // the selection that a click in the view made
    LifelineChoice m_lines;
    std::deque<ObservedMessage> m_messages;
    bool m_trimmed = false; // older ones were let go
    std::uint64_t m_leftOut = 0;
};

} // namespace zeroloom
