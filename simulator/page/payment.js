// The sheet where an invoice is paid.

import { act, invoiceDetails } from "./api.js";
import { modal, titleBar, toast } from "./dialogs.js";
import { fill, h, icon, spinner } from "./dom.js";
import { STARS, money } from "./format.js";

const SUCCESS_MS = 1800;

/** Pays the invoice of a message. */
export async function payMessage(personId, message, botName) {
  const id = message.message_id;
  const details = await invoiceDetails("sendInvoice", (answer) => answer?.message_id === id, personId);
  return paymentSheet(personId, { message_id: id }, { ...message.invoice, ...details }, botName);
}

/** Pays an invoice by its link, t.me/$… */
export async function payLink(personId, link, botName) {
  const details = await invoiceDetails("createInvoiceLink", (answer) => answer === link);
  if (!details) return toast("This invoice is not known here.");
  return paymentSheet(personId, { link }, details, botName);
}

function paymentSheet(personId, which, invoice, botName) {
  const build = (close, dialog) => new Sheet(personId, which, invoice, botName, close, dialog).parts();
  return modal(build, { kind: "sheet payment", label: "Payment", test: "payment" });
}

class Sheet {
  tip = 0;

  constructor(personId, which, invoice, botName, close, dialog) {
    Object.assign(this, { personId, which, invoice, botName, close, dialog });
    this.total = h("span", { class: "amount" });
    this.payButton = h("button", { type: "button", class: "main", autofocus: true, "data-test": "pay", onclick: () => this.decide("pay") });
    this.declineButton = h("button", { type: "button", class: "plain", "data-test": "decline", onclick: () => this.decide("decline") }, "Decline");
    this.refusal = h("p", { class: "refusal", role: "alert", hidden: true, "data-test": "refusal" });
    this.showTotal();
  }

  get isStars() {
    return this.invoice.currency === STARS;
  }

  get sum() {
    return money(this.priced + this.tip, this.invoice.currency);
  }

  get priced() {
    const { prices, total_amount } = this.invoice;
    return total_amount ?? prices.reduce((sum, price) => sum + price.amount, 0);
  }

  parts() {
    const { title, description, prices, currency } = this.invoice;
    const line = (label, amount) => h("div", { class: "line" }, h("span", {}, label), h("span", { class: "amount" }, money(amount, currency)));
    return [
      titleBar("Payment", this.close),
      h("div", { class: "payment-body" },
        h("div", { class: "product" },
          h("span", { class: "product-icon", "aria-hidden": "true" }, this.isStars ? "⭐" : "🎟"),
          h("div", {}, h("h3", {}, title), h("p", {}, description), h("p", { class: "seller" }, this.botName))),
        h("div", { class: "lines" },
          (prices ?? []).map((price) => line(price.label, price.amount)),
          this.tips(),
          h("div", { class: "line total" }, h("span", {}, "Total"), this.total)),
        h("div", { class: "method" },
          this.isStars ? h("span", { class: "method-icon" }, "⭐") : h("span", { class: "method-icon" }, icon("card")),
          h("div", {}, h("span", { class: "method-name" }, this.isStars ? "Your Stars" : "Card •••• 4242"),
            h("span", { class: "method-note" }, "Demo: no money moves")))),
      this.refusal,
      h("div", { class: "payment-actions" }, this.payButton, this.declineButton),
    ];
  }

  tips() {
    const amounts = this.invoice.suggested_tip_amounts ?? [];
    if (!amounts.length) return null;
    const choose = (amount) => {
      this.tip = this.tip === amount ? 0 : amount;
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(amounts[index] === this.tip)));
      this.showTotal();
    };
    const buttons = amounts.map((amount) =>
      h("button", { type: "button", "aria-pressed": "false", onclick: () => choose(amount) }, money(amount, this.invoice.currency)));
    return h("div", { class: "tips", role: "group", "aria-label": "Tip" }, buttons);
  }

  showTotal() {
    this.total.textContent = this.sum;
    this.payButton.textContent = `Pay ${this.sum}`;
  }

  async decide(outcome) {
    this.lock(true);
    fill(outcome === "pay" ? this.payButton : this.declineButton, spinner(), "Processing…");
    try {
      const { status, error } = await act(this.personId, "pay", { ...this.which, outcome, ...(this.tip ? { tip: this.tip } : {}) });
      if (status === "approved") return this.succeed();
      this.refuse(error ?? "The payment was refused.");
    } catch (error) {
      this.refuse(error.message);
    }
  }

  succeed() {
    fill(this.dialog,
      h("div", { class: "payment-success", role: "status", "data-test": "paid" },
        h("span", { class: "success-mark" }, icon("check")),
        h("h2", {}, "Payment successful"),
        h("p", {}, `You paid ${this.sum}`),
        h("button", { type: "button", class: "plain", autofocus: true, onclick: () => this.close() }, "Done")));
    this.dialog.querySelector("button").focus();
    this.lock(false);
    setTimeout(() => this.close(), SUCCESS_MS);
  }

  refuse(sentence) {
    this.lock(false);
    this.showTotal();
    this.declineButton.textContent = "Decline";
    this.refusal.hidden = false;
    this.refusal.textContent = sentence;
    this.payButton.focus();
  }

  /** While it is decided the sheet cannot be pressed away. */
  lock(locked) {
    this.refusal.hidden ||= locked;
    this.payButton.disabled = this.declineButton.disabled = locked;
    this.dialog.toggleAttribute("data-locked", locked);
  }
}
