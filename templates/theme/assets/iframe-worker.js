/*
 * Search for a handbook that was opened from a folder.
 *
 * The theme searches in a worker, and a browser starts no worker for a page at a file: address. There, and
 * nowhere else, this script puts a class of its own in the place of Worker. It runs the worker's script in a
 * hidden frame and hands the messages to and fro; both sides notice no difference, but that the work is done
 * by the page itself. Nothing is fetched from anywhere but the folder.
 */
(() => {
  "use strict"

  if (location.protocol !== "file:") return

  /** Loads one classic script into a document; resolves when it has run. */
  const load = (doc, address) => new Promise((resolve, reject) => {
    const script = doc.createElement("script")
    script.src = address
    script.async = false
    script.addEventListener("load", () => resolve())
    script.addEventListener("error", () => reject(new Error(`cannot load ${address}`)))
    doc.head.append(script)
  })

  /** A copy made in the receiver's realm, as a real worker would get one. */
  const copy = (realm, data) =>
    typeof realm.structuredClone === "function" ? realm.structuredClone(data) : data

  class FrameWorker extends EventTarget {
    #frame = document.createElement("iframe")
    #room                                    // resolves to the frame's window, the script loaded
    #ended = false

    onmessage = null
    onerror = null

    constructor(address) {
      super()
      const script = new URL(address, document.baseURI).href
      this.#frame.hidden = true
      this.#frame.tabIndex = -1
      this.#frame.title = "search"
      this.#frame.setAttribute("aria-hidden", "true")
      this.#frame.srcdoc = "<!doctype html><title>search</title>"
      this.#room = new Promise(resolve => {
        this.#frame.addEventListener("load", () => resolve(this.#frame.contentWindow), { once: true })
      }).then(async room => {
        room.postMessage = data => this.#receive(data)
        room.importScripts = async (...addresses) => {
          for (const each of addresses) await load(room.document, new URL(each, script).href)
        }
        room.close = () => this.terminate()
        await load(room.document, script)    // the first script of the frame: the worker finds its folder by it
        return room
      })
      this.#room.catch(error => this.#tell(new ErrorEvent("error", { error, message: error.message })))
      ;(document.body || document.documentElement).append(this.#frame)
    }

    /** From the page to the worker's script; in order, and never before that script has loaded. */
    postMessage(data) {
      this.#room.then(room => {
        if (!this.#ended)
          room.dispatchEvent(new room.MessageEvent("message", { data: copy(room, data) }))
      }, () => { /* told once, by the error event */ })
    }

    terminate() {
      this.#ended = true
      this.#frame.remove()
    }

    /** From the worker's script to the page; later, never within the sender's own call. */
    #receive(data) {
      const arrived = copy(window, data)
      setTimeout(() => {
        if (!this.#ended) this.#tell(new MessageEvent("message", { data: arrived }))
      })
    }

    #tell(event) {
      this.dispatchEvent(event)
      const listener = this[`on${event.type}`]
      if (typeof listener === "function") listener.call(this, event)
    }
  }

  window.IFrameWorker = FrameWorker          // by this name the theme's worker knows that it sits in a frame
  window.Worker = FrameWorker
})()
