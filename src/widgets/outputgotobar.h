// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Spawnscope {

class OutputView;
namespace Ui {
class OutputGoToBar;
}

/// The line under an output view that asks for a line or a time to go to (see parseGoTo()). Hidden
/// until opened, and again once the view has gone there.
class OutputGoToBar final : public QWidget
{
    Q_OBJECT

public:
    explicit OutputGoToBar(QWidget *parent = nullptr);
    ~OutputGoToBar() override;

    /// Opens for this view too when it asks.
    void addView(OutputView *view);

public Q_SLOTS:
    void openFor(Spawnscope::OutputView *view);
    /// Hides the bar and gives the focus back to the view.
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void go();
    void showHint();

    std::unique_ptr<Ui::OutputGoToBar> m_ui;
    QPointer<OutputView> m_view;
};

} // namespace Spawnscope
