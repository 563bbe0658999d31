import { storyA } from "./story-a.mjs";

storyA("en");
