// How wide names are on the drawing, in the letters of its style sheet.
import { widthOf } from "../../explore/charts/fit";

export const measure = (text: string) => widthOf(text, 12.5);
export const measureBold = (text: string) => widthOf(text, 13, 600);
