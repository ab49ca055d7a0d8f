// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"

#include <QFrame>

#include <memory>

class QComboBox;
class QLineEdit;

namespace Spawnscope {

namespace Ui {
class StreamsPopup;
}

/// Asks where the three standard streams of a command lead.
class StreamsPopup final : public QFrame
{
    Q_OBJECT

public:
    explicit StreamsPopup(QWidget *parent = nullptr);
    ~StreamsPopup() override;

    void setSpec(const LaunchSpec &spec);
    void apply(LaunchSpec *spec) const;

    /// How many settings differ from their defaults.
    int changeCount() const;
    /// One line for each stream.
    QString summary() const;

    void showBelow(const QWidget *button);

Q_SIGNALS:
    void changed();

private:
    void describeExactOrder();
    void addBrowser(QLineEdit *field, const QComboBox *choice, bool isInput);
    void update();

    std::unique_ptr<Ui::StreamsPopup> m_ui;
};

} // namespace Spawnscope
