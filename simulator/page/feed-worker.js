// The Feed that all windows of a browser share.
import { Feed } from "./feed.js";

const feed = new Feed();

globalThis.onconnect = ({ ports: [port] }) => feed.connect(port);
